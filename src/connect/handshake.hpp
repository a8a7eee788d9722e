// From the first byte to the point where a user may authenticate: identification, key exchange, host key.
#pragma once

#include <functional>

#include "connect/host_key.hpp"
#include "connect/retries.hpp"
#include "connect/session.hpp"
#include "core/error.hpp"

namespace dropsweep {

struct handshake {
  const expected_host& expected;
  std::vector<std::string> only_types;  // host key types to ask for; empty: all
  // Authentication may begin before the server has confirmed the service, where the server is one that takes it: saves a round
  // trip. Not for RSA user keys, whose signature algorithm depends on the server's EXT_INFO.
  bool begin_early = false;
  std::function<void(const std::string& identification)> identified;
};

// What a handshake found; also when it failed.
struct handshake_outcome {
  std::string host_key;  // blob, proved by the server; "" when it did not come to that
  std::vector<std::string> offered_types;
  host_key_verdict verdict = host_key_verdict::unknown;
  std::shared_ptr<ssh_session> session;  // where it is accepted and this is whose it is; else null
  result<std::string> accepted;          // what the host's key is and why it is trusted, or the refusal
  std::optional<setback> passing;        // where it failed and another attempt may do better
};

task<handshake_outcome> shake_hands(std::shared_ptr<ssh_session> session, const handshake& how);

}  // namespace dropsweep
