#include "health/container_behind.hpp"

#include <algorithm>

#include "health/probe.hpp"

namespace dropsweep {

const container* container_behind(const service& which, const std::vector<container>& containers) {
  const auto found = std::ranges::find_if(containers, [&](const container& it) {
    if (which.how == service::scheme::container) return it.name.raw() == which.host;
    return std::ranges::any_of(it.ports, [&](const published_port& port) { return port.host_port == which.port; });
  });
  return found == containers.end() ? nullptr : &*found;
}

const container* container_certainly_behind(const service& which, const std::vector<container>& containers) {
  const bool by_name = which.how == service::scheme::container;
  return by_name || (which.from == service::vantage::droplet && is_loopback(which.host)) ? container_behind(which, containers)
                                                                                         : nullptr;
}

}  // namespace dropsweep
