// The one request that a probe sends, as text. Pure.
#pragma once

#include <string>

#include "model/health.hpp"

namespace dropsweep {

// "example.org", "example.org:8080", "[2001:db8::1]:8443": the port only when it is not the scheme's own (RFC 9110, 7.2), no IPv6
// zone.
std::string host_header(const service& which);

// The path and query as they may stand in a request line: no fragment, a leading slash, everything that is not visible ASCII as
// %XX.
std::string request_target(const service& which);

std::string request_text(const service& which);

}  // namespace dropsweep
