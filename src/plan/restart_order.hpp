// Which containers a rolling restart takes, and in which order.
#pragma once

#include <vector>

#include "model/objects.hpp"

namespace dropsweep {

// Running ones, each after those of its Compose project that it depends on (label com.docker.compose.depends_on), else by name.
// Not those that end by themselves (`--rm`, `compose run`), and no task of a swarm, which would start another one in its place.
std::vector<container> restart_order(const std::vector<container>& all);

}  // namespace dropsweep
