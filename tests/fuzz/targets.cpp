// `host` lines and `jump-host`: what is read can be shown and read again, holds nothing that a shell or a terminal would see
// more in, and no message repeats a password.
#include <algorithm>

#include "fuzz/promise.hpp"
#include "inputs/addresses.hpp"
#include "inputs/targets.hpp"

namespace dropsweep::fuzz::targets_fuzzer {

namespace {

constexpr target_defaults defaults{};

void must_be_harmless(std::string_view text, std::string_view others) {
  must(is_made_of(text, others) && !text.starts_with('-'), "a part of a target that needs quoting");
}

void must_hold(const ssh_address& there) {
  must_be_harmless(there.user, "._+-$");
  must_be_harmless(there.host, ".-_:%");
  must(there.host.size() <= 253 + 64 && there.user.size() <= 64 && there.port != 0, "a part of a target that is too long");
  must(lower_case(there.host.substr(0, there.host.find('%'))) == there.host.substr(0, there.host.find('%')),
       "capitals in a host");
  (void)is_private_host(there.host);
}

// root:secret@host
void must_hide_the_password(std::string_view line, std::string_view message) {
  const auto at = line.rfind('@'), scheme = line.find("://");
  if (at == std::string_view::npos) return;
  auto user = line.substr(0, at);
  if (scheme < at) user.remove_prefix(scheme + 3);
  const auto colon = user.find(':');
  if (colon == std::string_view::npos || user.size() - colon < 8) return;
  must(!message.contains(visible(user.substr(colon + 1), 1000)), "a message repeats a password");
}

}  // namespace

FUZZER(targets) {
  const auto line = text_of(data, size);
  const auto there = parse_target(line, defaults);
  if (there) {
    if (const auto* ssh = std::get_if<ssh_address>(&there->way)) must_hold(*ssh);
    const auto shown = label(*there);
    must_be_visible(shown);
    const auto again = parse_target(shown, defaults);
    must(again && *again == *there, "a target's label is another target");
  } else {
    must_be_visible(there.error());
    must_hide_the_password(line, there.error());
  }
  const auto jump = parse_jump_hosts(line, defaults);
  if (jump) {
    must(!jump->empty(), "no jump host at all");
    std::ranges::for_each(*jump, must_hold);
    if (jump->size() == 1) must(there && *there == target{jump->front()}, "a jump host that would be another target");
  } else {
    must_be_visible(jump.error());
    must_hide_the_password(line, jump.error());
  }
  return 0;
}

}  // namespace dropsweep::fuzz::targets_fuzzer
