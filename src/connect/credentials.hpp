// What the user gave to get in with, and what the host must prove.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/secret.hpp"
#include "core/time.hpp"
#include "model/target.hpp"

namespace dropsweep {

// How the host proves who it is. Nothing that matches = refusal (exit 4); there is no trust on first use.
struct host_trust {
  std::string known_hosts;                // known_hosts lines, the input's text or a file's; "" = none
  std::string known_hosts_source;         // for messages: "the input known-hosts", "~/.ssh/known_hosts"
  std::vector<std::string> fingerprints;  // "SHA256:<43 base64 characters>", of a key of any type
};

// Tried in this order: key, agent (only when no key was given), password. An account must not be locked out: each at most once.
struct credentials {
  secret private_key;  // text: OpenSSH, PEM or PKCS#8
  secret passphrase;
  std::string certificate;  // text of a user certificate ("ssh-ed25519-cert-v01@openssh.com ..."), "" = none
  secret password;
  std::string agent_socket;  // SSH_AUTH_SOCK, "" = none
};

struct connect_settings {
  host_trust trust;
  dropsweep::credentials credentials;
  std::optional<ssh_address> jump_host;             // the same credentials and trust apply to it
  span connect_timeout = std::chrono::seconds{30};  // from the name look-up to an answer of the engine's socket
  std::string docker_socket = "/var/run/docker.sock";
  bool sudo = false;  // `sudo -n docker system dial-stdio` may be tried
};

}  // namespace dropsweep
