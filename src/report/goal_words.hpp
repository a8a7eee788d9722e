// disk-target and free, told: what was to be reached, and what was.
#pragma once

#include <string>

#include "model/record.hpp"

namespace dropsweep {

// "disk-target 60% reached: 58% full"
std::string standing_of(const goal_page& page);

// In a sentence or two; "" when there was no goal, or the verdict has said all.
std::string goal_sentence(const host_record& host, dry_run dry);

}  // namespace dropsweep
