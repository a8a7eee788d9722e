// The single ways to authenticate. Each gives libssh2's answer: 0 is success.
#pragma once

#include "connect/authenticate.hpp"

namespace dropsweep {

struct attempt {
  long answer = LIBSSH2_ERROR_AUTHENTICATION_FAILED;
  std::string with;     // "key ssh-ed25519 SHA256:..."
  std::string methods;  // what the server accepts, if it was asked
};

// The key of `with`, which opened as `key`.
task<attempt> try_key(std::shared_ptr<ssh_session> session, const login& who, const credentials& with, const key_facts& key);
// One after the other, those of the identities first; `left` is how many keys may still be shown. No key at all: `with` is "".
task<net_result<attempt>> try_agent(std::shared_ptr<ssh_session> session, const login& who, unsigned& left);
// The identities' own files, as far as they open. Those that do not are named in `unusable`.
task<attempt> try_identities(std::shared_ptr<ssh_session> session, const login& who, unsigned& left, std::string& unusable);
task<attempt> try_password(std::shared_ptr<ssh_session> session, const login& who);

// A publickey authentication sends two packets: "would you take this key?", and the signed request.
class signed_watch {
 public:
  signed_watch(ssh_session& session, const login& who)
      : bytes_(session.bytes()), who_(who), sent_before_(bytes_.packets_sent()) {}
  void look() {
    if (told_ || !who_.signed_request_sent || bytes_.packets_sent() < sent_before_ + 2) return;
    told_ = true;
    who_.signed_request_sent();
  }

 private:
  wire& bytes_;
  const login& who_;
  std::uint64_t sent_before_;
  bool told_ = false;
};

// What the server would accept, separated by commas; "" when it does not say. It counts as a failed attempt there, so ask once.
task<std::string> offered_methods(std::shared_ptr<ssh_session> session, const std::string& user);

}  // namespace dropsweep
