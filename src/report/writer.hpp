// The one small writer: console, the runner's command files, the report file. Each file gets one write(2) with O_APPEND (or is
// replaced atomically), so that a cancelled run leaves whole records or none.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.hpp"

namespace dropsweep {

using text_sink = std::function<void(std::string_view)>;  // takes a long text piece by piece

// GITHUB_OUTPUT's grammar: NAME<<RANDOM, the value, RANDOM. A name that is not of letters, digits, '-' and '_', or a value that
// contains the delimiter, throws std::invalid_argument: the first is our own mistake, the second cannot happen to a random one.
std::string output_records(const std::vector<std::pair<std::string, std::string>>& outputs, std::string_view random_delimiter);

// Appends in one write(2); a short one is an error that says how much got there.
result<void> append_once(const std::string& path, std::string_view bytes);

// A new file, readable by its owner alone, moved into place when it is complete. A pipe or a device (/dev/stdout) is written to
// as it is.
result<void> replace_file(const std::string& path, const std::function<void(text_sink)>& write);

void print(std::string_view text);  // all of it to standard output; a closed pipe is not an error

std::string random_delimiter();  // "ghadelimiter_" and 128 random bits

}  // namespace dropsweep
