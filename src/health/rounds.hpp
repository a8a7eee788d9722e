// All services at once: before the sweep one question each, after it until they answer or the patience ends.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "core/error.hpp"
#include "health/probe.hpp"

namespace dropsweep {

// The outside world, as the questions need it; given by app/.
struct ways_to_ask {
  std::function<dialer&(const service&)> way_for;                    // http, https, tcp: from the droplet or from this machine
  std::function<task<result<std::vector<container>>>()> containers;  // container://: the engine's facts, read now
  tls_client& tls;
  std::function<bool(const service&)> out_of_reach;  // the way to it is gone, and with it every answer; may be empty
};

struct answered {
  std::optional<observation> seen;  // the last whole answer; nullopt: none came before it was stopped
  unsigned tries = 0;               // whole answers, healthy or not
};

// Who wants to know while it is asked. Both may be empty.
struct onlooker {
  std::function<bool()> stopped;                    // asked at every wait, a few times a second
  std::function<void(std::size_t healthy)> counts;  // of the services, told whenever one has answered
};

// In the order of `services`. nullopt: cancelled before it was answered. The containers are read once for all container://
// services.
task<std::vector<std::optional<observation>>> ask_once(const std::vector<service>& services, const ways_to_ask& ways);

// Each service by itself: asked again by wait_before_next until it is healthy, and not once more then; the container:// services
// share their rounds, one reading each. Ends early when it is stopped or cancelled: then with
// what was seen so far, and a question cut off counts for nothing. Nor does one whose way was lost, and it is not asked again.
// Never throws.
task<std::vector<answered>> ask_until_healthy(const std::vector<service>& services, const ways_to_ask& ways, span patience,
                                              onlooker watching = {});

}  // namespace dropsweep
