// Before Docker there were no objects of it: an earlier date is made up, as builders that leave it out write 1970 or 1980.
#pragma once

#include "core/time.hpp"

namespace dropsweep {

inline constexpr instant first_docker = std::chrono::sys_days{std::chrono::year{2013} / 1 / 1};

}  // namespace dropsweep
