// What may stand in a line that a person pastes into a shell or a file.
#pragma once

#include <string_view>

namespace dropsweep {

// A name: letters, digits, dots, dashes and underscores.
bool can_be_pasted(std::string_view name);
bool is_plain_path(std::string_view path);  // an absolute one of such names

}  // namespace dropsweep
