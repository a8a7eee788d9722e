// Which containers a rolling restart takes, and in which order.
#pragma once

#include <vector>

#include "model/objects.hpp"

namespace dropsweep {

// Not what ends by itself (`--rm`, `compose run`), and no task of a swarm, which would start another one in its place.
bool may_be_restarted(const container& it);

// Whether it is in trouble of a kind that a restart may end: it ended with an error, restarts again and again, or says that it is
// unhealthy. What was paused or ended well may be somebody's wish, and what is being made or removed is in somebody's hands.
bool may_be_helped(const container& in_trouble);

// Running ones of these, each after those of its Compose project that it depends on (label com.docker.compose.depends_on), else
// by name.
std::vector<container> restart_order(const std::vector<container>& all);

}  // namespace dropsweep
