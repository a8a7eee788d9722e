// What the user gave to get in with, and what the host must prove.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/secret.hpp"
#include "core/time.hpp"
#include "model/host_access.hpp"
#include "model/target.hpp"

namespace dropsweep {

// How the host proves who it is. Nothing that matches = refusal (exit 4); there is no trust on first use.
struct host_trust {
  std::vector<known_hosts_text> known_hosts;
  std::vector<host_fingerprint> fingerprints;
};

// Tried in this order: key; only when none was given, the agent and then the identities; password. An account must not be locked
// out: each at most once, and no more keys than sshd allows.
struct credentials {
  secret private_key;  // text: OpenSSH, PEM or PKCS#8
  secret passphrase;
  std::string certificate;  // text of a user certificate ("ssh-ed25519-cert-v01@openssh.com ..."), "" = none
  secret password;
  std::string agent_socket;  // SSH_AUTH_SOCK, "" = none
  std::vector<identity> identities;
  bool identities_only = false;  // of the agent's keys those of the identities alone
};

struct connect_settings {
  host_trust trust;
  dropsweep::credentials credentials;
  std::vector<jump_host> jump_hosts;                // in the order of the way; what they lack of their own is as above
  span connect_timeout = std::chrono::seconds{30};  // from the name look-up to an answer of the engine's socket
  std::string docker_socket = "/var/run/docker.sock";
  bool sudo = false;  // commands may be tried with `sudo -n`
};

}  // namespace dropsweep
