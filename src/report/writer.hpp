// The one small writer: console, the runner's command files, the report file. Each file gets one write(2) with O_APPEND (or is
// replaced atomically), so that a cancelled run leaves whole records or none.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.hpp"

namespace dropsweep {

// GITHUB_OUTPUT's grammar: NAME<<RANDOM, the value, RANDOM; a value that contains the delimiter is refused.
std::string output_records(const std::vector<std::pair<std::string, std::string>>& outputs, std::string_view random_delimiter);

result<void> append_once(const std::string& path, std::string_view bytes);
result<void> replace_file(const std::string& path, std::string_view bytes);
void print(std::string_view text);  // all of it to standard output; a closed pipe is not an error

std::string random_delimiter();

}  // namespace dropsweep
