#include "report/log_shape.hpp"

#include "core/escape.hpp"

namespace dropsweep {

std::string group_line(std::string_view title) { return "::group::" + command_data(title) + "\n"; }

}  // namespace dropsweep
