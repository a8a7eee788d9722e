#include <tuple>

#include "connect/digest.hpp"
#include "connect/host_key.hpp"
#include "connect/known_hosts.hpp"
#include "connect/wire_format.hpp"

namespace dropsweep {

namespace {

// The type comes from the server; everything else in a line is ours or base64.
std::string type_of(const std::string& blob) { return visible(first_string(blob), 64); }

std::string what_is_wrong(const host_key_decision& decision) {
  switch (decision.verdict) {
    case host_key_verdict::trusted: break;
    case host_key_verdict::unknown: return "and nothing is known about this host's key";
    case host_key_verdict::different: return fmt::format("but {} says otherwise", decision.evidence);
    case host_key_verdict::other_type: return fmt::format("but only a key of another type is known ({})", decision.evidence);
    case host_key_verdict::revoked: return fmt::format("and {} revokes this very key", decision.evidence);
    case host_key_verdict::authority_only:
      return fmt::format("and all that is known is a @cert-authority ({})", decision.evidence);
    case host_key_verdict::on_the_way:
      return fmt::format("which is the key of a jump host on the way to it, and {} does not say whose it is", decision.evidence);
  }
  return {};
}

std::string what_to_do(const host_key_decision& decision, const std::string& line) {
  const std::string check =
      "compare the fingerprint with `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` (or the file of its type) run on the "
      "host's console";
  switch (decision.verdict) {
    case host_key_verdict::revoked: return "Do not connect: whoever holds a revoked key may be anyone. Give the host a new key.";
    case host_key_verdict::different:
      return fmt::format(
          "This may be an attack, or the host was rebuilt. If it was rebuilt, {}, and put this in the place of the old: `{}`",
          check, line);
    case host_key_verdict::on_the_way:
      return fmt::format(
          "If both really have the same key ({}), say so with a line in the input known-hosts: `{}`; a fingerprint is bound to a "
          "host as HOST=SHA256:...",
          check, line);
    default: return fmt::format("If it is your host ({}), add this line to the input known-hosts: `{}`", check, line);
  }
}

}  // namespace

std::string known_hosts_line(const std::string& host, unsigned port, const std::string& blob) {
  return fmt::format("{} {} {}", known_hosts_name(host, port), type_of(blob), to_base64(blob));
}

error refuse_host_key(const host_key_decision& decision, const expected_host& expected, const std::string& blob) {
  const auto& [host, port] = std::tie(expected.host, expected.port);
  error refusal;
  refusal.code = exit_code::host_key;
  refusal.step = "host key";
  refusal.seen = fmt::format("{} showed the host key {} {}, {}.", known_hosts_name(host, port), type_of(blob),
                             key_fingerprint(blob), what_is_wrong(decision));
  refusal.advice = what_to_do(decision, known_hosts_line(host, port, blob));
  return refusal;
}

}  // namespace dropsweep
