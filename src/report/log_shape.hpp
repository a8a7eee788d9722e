// The place where the console's text is read, as far as that changes its shape.
#pragma once

#include <string>
#include <string_view>

namespace dropsweep {

enum class log_shape {
  terminal,
  plain,    // a pipe, a file, a journal
  actions,  // the runner's log, with groups that fold
};

// What opens a group of the runner, a line with its break; the title must be visible text. Groups do not nest.
std::string group_line(std::string_view title);
inline constexpr std::string_view end_of_group = "::endgroup::\n";

}  // namespace dropsweep
