// How to get into one host, as far as ~/.ssh/config says something of its own about it.
#pragma once

#include <string>
#include <vector>

#include "core/secret.hpp"
#include "model/host_keys.hpp"
#include "model/target.hpp"

namespace dropsweep {

// A key that may be tried.
struct identity {
  std::string path;         // as it is told: "~/.ssh/id_ed25519"
  secret private_key;       // the file's text; empty where only the public half is there, and an agent has the rest
  std::string public_line;  // of the file with .pub behind, "" without
  std::string certificate;  // of the file with -cert.pub behind, "" without
};

struct host_access {
  std::vector<identity> identities;
  bool identities_only = false;               // of an agent's keys no others
  std::vector<known_hosts_text> known_hosts;  // none: nothing of its own
};

struct jump_host {
  ssh_address to;
  host_access own;
};

}  // namespace dropsweep
