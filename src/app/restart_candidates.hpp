// Which containers a restart takes, each with the services by which it is known to be well again.
#pragma once

#include <vector>

#include "app/host_visit.hpp"

namespace dropsweep {

struct restart_candidate {
  container which;
  std::vector<service> services;  // that it stands behind
};

// `now`: the containers as they were just seen.
// Those behind services that are not well, and those that ran before the sweep and are in trouble that a restart may end. What is
// left alone, and why, is noted in the record.
std::vector<restart_candidate> unwell(host_visit& visit, const std::vector<container>& now);

// All that run, in the order in which they may be restarted one after the other.
std::vector<restart_candidate> all_in_turn(const health_book& health, const std::vector<container>& now);

}  // namespace dropsweep
