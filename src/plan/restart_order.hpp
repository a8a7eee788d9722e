// Which containers a rolling restart takes, and in which order.
#pragma once

#include <vector>

#include "model/objects.hpp"

namespace dropsweep {

// Not what ends by itself (`--rm`, `compose run`), and no task of a swarm, which would start another one in its place.
bool may_be_restarted(const container& it);

// Running ones of these, each after those of its Compose project that it depends on (label com.docker.compose.depends_on), else
// by name.
std::vector<container> restart_order(const std::vector<container>& all);

}  // namespace dropsweep
