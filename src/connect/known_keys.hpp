// What all known_hosts texts together say about one host.
#pragma once

#include <string>
#include <vector>

#include "connect/credentials.hpp"
#include "connect/known_hosts.hpp"

namespace dropsweep {

struct known_line {
  known_key key;
  std::string where;   // "line 3 of ~/.ssh/known_hosts"
  bool exact = false;  // names the host with this port; else the plain host, and the port is another
};

std::vector<known_line> known_about(const host_trust& trust, const std::string& host, unsigned port);

}  // namespace dropsweep
