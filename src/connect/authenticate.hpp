// Who we are: key, agent or password, each at most once, in the order of credentials.hpp.
#pragma once

#include <functional>

#include "connect/credentials.hpp"
#include "connect/private_key.hpp"
#include "connect/session.hpp"
#include "core/error.hpp"

namespace dropsweep {

struct login {
  std::string user;
  std::string host;  // for messages
  const credentials& given;
  std::optional<key_facts> key;  // of credentials with a private key
  deadline until;                // for the agent, which is asked over a socket of its own
  // Called when the signed request is on its way and no other credential could follow a refusal: what belongs after the
  // authentication may be sent behind it now (RFC 4252 5.1 lets a client go on without waiting), one round trip earlier.
  std::function<void()> signed_request_sent;
};

// What got us in: "key ssh-ed25519 SHA256:..." or "password".
task<result<std::string>> authenticate(std::shared_ptr<ssh_session> session, const login& who);

}  // namespace dropsweep
