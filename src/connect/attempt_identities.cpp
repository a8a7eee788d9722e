#include <algorithm>

#include "connect/attempts.hpp"

namespace dropsweep {

task<attempt> try_identities(std::shared_ptr<ssh_session> session, const login& who, unsigned& left, std::string& unusable) {
  attempt last;
  for (const auto& one : who.given.identities) {
    if (left == 0 || session->bytes().ended()) break;
    if (one.private_key.empty()) continue;
    credentials with;
    with.private_key = one.private_key;
    with.passphrase = who.given.passphrase;
    with.certificate = one.certificate;
    auto key = inspect_private_key(with);
    if (!key && !with.certificate.empty()) {  // one that does not belong to it
      with.certificate.clear();
      key = inspect_private_key(with);
    }
    if (!key) {
      unusable += fmt::format(" {}: {}", one.path, key.error().seen);
      continue;
    }
    --left;
    const auto made = co_await try_key(session, who, with, *key);
    last = {made.answer, (last.with.empty() ? "" : last.with + " and ") + made.with, {}};
    if (made.answer == 0) break;
  }
  co_return last;
}

}  // namespace dropsweep
