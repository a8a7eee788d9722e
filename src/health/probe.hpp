// One question to one service.
#pragma once

#include <vector>

#include "model/health.hpp"
#include "model/objects.hpp"
#include "net/dialer.hpp"

namespace dropsweep {

// Asks once; never throws, never takes longer than the service's `within`. http, https and tcp only.
// https is verified against the system's certificate authorities (SSL_CERT_FILE, SSL_CERT_DIR, else the distributions' usual bundles);
// loopback addresses asked from the droplet are not verified: the SSH session has already proved the host.
// Redirects are not followed: a 3xx is an answer like any other.
task<observation> ask(service which, dialer& way);

// container://NAME, from the engine's facts: healthy when it runs and its health is none or healthy; "starting" is not healthy yet.
observation look_at(const service& which, const std::vector<container>& containers);

}  // namespace dropsweep
