// container://NAME, judged by the engine's own facts.
#include <fmt/format.h>

#include <algorithm>

#include "health/probe.hpp"

namespace dropsweep {

namespace {

observation judge_running(container_health health) {
  switch (health) {
    case container_health::none: return {.healthy = true, .saw = "running (it has no health check)"};
    case container_health::healthy: return {.healthy = true, .saw = "running and healthy"};
    case container_health::starting: return {.saw = "running, but its health check is still starting"};
    case container_health::unhealthy: return {.saw = "running, but its health check says unhealthy"};
  }
  return {};
}

}  // namespace

observation look_at(const service& which, const std::vector<container>& containers) {
  const auto found = std::ranges::find(containers, foreign(which.host), &container::name);
  if (found == containers.end()) return {.saw = fmt::format("there is no container named {}", visible(which.host, 100))};
  switch (found->state) {
    case container_state::running: return judge_running(found->health);
    case container_state::created: return {.saw = "not running: it was created, but never started"};
    case container_state::paused: return {.saw = "not running: it is paused"};
    case container_state::restarting:
      return {.saw = fmt::format("not running: it restarts again and again (exit {})", found->exit_code)};
    case container_state::removing: return {.saw = "not running: it is being removed"};
    case container_state::exited: return {.saw = fmt::format("not running: it stopped (exit {})", found->exit_code)};
    case container_state::dead: return {.saw = "not running: the engine calls it dead"};
  }
  return {};
}

}  // namespace dropsweep
