// The steps of `doctor`, in the order of the way.
#pragma once

#include <string_view>
#include <vector>

#include "model/record.hpp"
#include "model/target.hpp"

namespace dropsweep {

// Those that there are on the way to this target. `through_others`: a jump host looks its name up.
std::vector<std::string_view> steps_on_the_way(const target& where, bool through_others);

// The steps that were taken in that order, and between them those that were not reached. A step of another name (one in between)
// stays behind the one that it came after.
std::vector<step_taken> whole_way(std::vector<step_taken> taken, const std::vector<std::string_view>& expected);

}  // namespace dropsweep
