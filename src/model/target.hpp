// Where to: one line of the `host` input, resolved against the `user` and `port` inputs.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace dropsweep {

struct ssh_address {
  std::string user;
  std::string host;  // a name or an IP address; IPv6 without brackets
  std::uint16_t port = 22;

  friend bool operator==(const ssh_address&, const ssh_address&) = default;
};

struct engine_socket {  // unix:///path: the engine on this machine, no SSH
  std::string path;

  friend bool operator==(const engine_socket&, const engine_socket&) = default;
};

struct target {
  std::variant<ssh_address, engine_socket> way;

  friend bool operator==(const target&, const target&) = default;
};

// "root@203.0.113.7", "deploy@[2001:db8::1]:2222", "unix:///var/run/docker.sock"; the port only when it is not 22.
std::string label(const target& where);

}  // namespace dropsweep
