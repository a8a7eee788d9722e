// The pure rules: when to ask again, when to give up, and what before and after mean together.
#pragma once

#include <optional>
#include <vector>

#include "model/health.hpp"
#include "model/objects.hpp"

namespace dropsweep {

// How long to wait before the next question, or nullopt: give up. `since_first` counts from the first question after the sweep.
// Grows from 250 ms by half each time to 5 s; never past `patience`.
std::optional<span> wait_before_next(unsigned tries, span since_first, span patience);

service_verdict judge_service(const std::optional<observation>& before, const std::optional<observation>& after);

// Containers that ran before and do not run well after: stopped, gone, restarted since, newly unhealthy. A container that is recreated under
// the same name by somebody else during the sweep counts as running when the new one runs.
std::vector<container_trouble> compare_containers(const std::vector<container>& before, const std::vector<container>& after);

overall_health judge_overall(const std::vector<service_report>& services, const std::vector<container_trouble>& containers);

}  // namespace dropsweep
