// One question to one service.
#pragma once

#include <string_view>
#include <vector>

#include "health/tls.hpp"
#include "model/health.hpp"
#include "model/objects.hpp"
#include "net/dialer.hpp"

namespace dropsweep {

// Asks once: http, https and tcp. Never throws, and never takes longer than the service's `within` (connecting, TLS and the
// answer together); a passed deadline is named by what was missing. What is read of the other side is bounded, whatever it sends.
// https is verified, except at loopback addresses asked from the droplet: the SSH session has already proved that host.
// Redirects are not followed: a 3xx is an answer like any other. Cancelled from outside, it ends at once and saw "cancelled".
task<observation> ask(service which, dialer& way, tls_client& tls);

// container://NAME, from the engine's facts: healthy when it runs and its health is none or healthy; "starting" is not healthy
// yet, paused and restarting are not running.
observation look_at(const service& which, const std::vector<container>& containers);

// "localhost", 127.0.0.0/8, ::1: the machine itself, wherever the question is asked from.
bool is_loopback(std::string_view host);

}  // namespace dropsweep
