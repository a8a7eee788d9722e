// Small words and widths that every rendering shares.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/counted.hpp"
#include "core/time.hpp"

namespace dropsweep {

std::string counted_objects(std::int64_t number);

std::string join(const std::vector<std::string>& parts, std::string_view between);

void append(std::vector<std::string>& all, std::vector<std::string> more);

// "a", "a and b", "a, b and 3 more".
std::string listed(const std::vector<std::string>& names, std::size_t at_most);

// "340 ms", "4.2 s", "2m10s": how long our own work took.
std::string format_took(span took);

// Columns that a terminal gives to valid UTF-8: wide characters two, combining ones none. Good enough for tables; a terminal
// that disagrees about an emoji gets a ragged edge.
std::size_t display_width(std::string_view utf8);

// Cut at a character to at most `columns`, the last of them "…".
std::string fit(std::string_view utf8, std::size_t columns);
// The same, but the middle goes and both ends stay.
std::string fit_middle(std::string_view utf8, std::size_t columns);

// The last `at_most` lines of a log, each made visible: LF, CRLF and a lone CR end a line, as the runner sees it.
std::vector<std::string> last_lines(std::string_view bytes, std::size_t at_most, std::size_t line_limit);

}  // namespace dropsweep
