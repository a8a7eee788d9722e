// Which container a service is.
#pragma once

#include <vector>

#include "model/health.hpp"
#include "model/objects.hpp"

namespace dropsweep {

// By its name, or by the port that it publishes on the droplet at the address that is asked; one that runs before those that do
// not. nullptr: none of these, or more than one. A service that is asked from elsewhere,
// by the host's public name, is found by its port as well: behind a proxy that is the proxy.
const container* container_behind(const service& which, const std::vector<container>& containers);

// The same where it is certain: by its name, or by a port of the droplet itself, asked there. What is asked at any other address
// may be another machine's, whatever the port.
const container* container_certainly_behind(const service& which, const std::vector<container>& containers);

}  // namespace dropsweep
