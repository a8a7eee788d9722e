// known_hosts lines, as sshd(8) describes them: hashed names, [host]:port, patterns with wildcards and negation, several keys for
// one host,
// @revoked and @cert-authority. (libssh2's own reader has neither patterns nor markers, and a revoked key that is trusted would
// be ours.)
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dropsweep {

struct known_key {
  enum class marker { none, revoked, authority };
  marker mark = marker::none;
  std::string hosts;  // as written
  std::string type;   // "ssh-ed25519"
  std::string blob;   // decoded
  unsigned line = 0;  // counted from 1
};

// Lines that cannot be read are left out, as ssh does.
std::vector<known_key> read_known_hosts(std::string_view text);

// How known_hosts writes a host: "host", or "[host]:port" when the port is not 22.
std::string known_hosts_name(std::string_view host, unsigned port);

// Whether a line's host field means `name` (as known_hosts_name writes it).
bool means_host(std::string_view hosts, std::string_view name);

}  // namespace dropsweep
