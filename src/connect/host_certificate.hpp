// Which key a host certificate vouches for, and whether we believe it.
#pragma once

#include "connect/host_key.hpp"
#include "core/time.hpp"

namespace dropsweep {

// A @cert-authority line names this host.
bool has_authority(const expected_host& expected);

// The key of a certificate that is signed by an authority known for this host, names the host and is valid now; or what is wrong
// with it, as the end of a sentence that begins with "Its certificate ". Stricter than ssh in one thing: a certificate
// that names no host at all vouches for none.
std::expected<certified_key, std::string> check_host_certificate(const expected_host& expected, std::string_view blob,
                                                                 instant now);

}  // namespace dropsweep
