// The pure rules: when to ask again, when to give up, and what before and after mean together.
#pragma once

#include <optional>
#include <vector>

#include "model/health.hpp"
#include "model/objects.hpp"

namespace dropsweep {

// How long to wait before the next question, or nullopt: give up. `tries` questions were asked, the first `since_first` ago.
// Grows from 250 ms by half each time to 5 s. The last question starts when `patience` ends, never after it, and has the
// service's whole `within`.
std::optional<span> wait_before_next(unsigned tries, span since_first, span patience);

//   before      after       verdict
//   healthy     healthy     healthy
//   healthy     unhealthy   broke during the sweep; unchecked when it is only the engine that says nothing
//   unhealthy   healthy     recovered
//   unhealthy   unhealthy   was already down
//   -           healthy     healthy
//   -           unhealthy   was already down: nobody saw it healthy, so that the sweep is not blamed (`check` asks only once)
//   healthy     -           healthy: it was not asked again, because nothing was removed
//   unhealthy   -           was already down
//   -           -           unchecked
service_verdict judge_service(const std::optional<observation>& before, const std::optional<observation>& after);

// Containers that ran before and do not run well after: stopped, gone, paused, restarted since, newly unhealthy. A container that
// is recreated under the same name by somebody else during the sweep counts as running when the new one runs. One that was
// already restarting again and again did not run well before: it is trouble only when it is gone.
std::vector<container_trouble> compare_containers(const std::vector<container>& before, const std::vector<container>& after);

// Whether compare_containers was asked: without services it is the whole check.
enum class compared : bool { no, yes };

// unhealthy: something broke; degraded: something was already down; unchecked: nothing was checked; else healthy.
overall_health judge_overall(const std::vector<service_report>& services, const std::vector<container_trouble>& containers,
                             compared containers_were = compared::no);

}  // namespace dropsweep
