// Which dropsweep this is: the version of the CMake project, in one place.
#pragma once

#include <string_view>

namespace dropsweep {

extern const std::string_view version;  // "0.1.0"

}  // namespace dropsweep
