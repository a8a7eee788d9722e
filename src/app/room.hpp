// disk-above, disk-target and free: what is wanted of the engine's disk, and how it is measured while a sweep goes on.
#pragma once

#include <string>

#include "app/host_way.hpp"
#include "model/record.hpp"
#include "sweep/goal_watch.hpp"

namespace dropsweep {

// Why a sweep is not to begin for the disk's sake, as a clause; "" when it may. A dry run shows its plan all the same where only
// the goal is reached already.
std::string no_room_needed(const survey& facts, const settings& how);

// The page of a run with a goal, before anything is removed. Without a measured disk `unmeasured` says why.
std::optional<goal_page> goal_page_of(const survey& facts, const disk_goal& goal);

// Nobody would know when to stop: refused.
error cannot_tell_when_to_stop(const goal_page& page, std::string_view host);

// Asks the host's shell; `way` and `facts` outlive it.
disk_measure measure_by_shell(host_way& way, const survey& facts);

}  // namespace dropsweep
