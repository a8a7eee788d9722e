// Parents and children, of images and of build cache records alike: a parent can go only after all of its children, so that it
// stays when one of them stays.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "plan/judges.hpp"

namespace dropsweep {

using parents_of = std::vector<std::vector<std::size_t>>;  // indexes, per object

// Turns `answers` about: parents of what stays stay as well, and what is its own ancestor (no honest engine says so). Those left
// go children first, else what was unused longest. `reason` of a parent, given its child that stays.
ordered_verdicts children_first(verdicts answers, const parents_of& parents,
                                const std::function<std::string(std::size_t)>& reason);

}  // namespace dropsweep
