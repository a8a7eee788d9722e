// known_hosts, "HOST PORT\nLINES": what is read stands in the lines, patterns mean what the textbook's recursion says, and no key
// is trusted but one that a line names and none revokes.
#include <algorithm>
#include <charconv>
#include <set>

#include "connect/digest.hpp"
#include "connect/host_key.hpp"
#include "connect/known_hosts.hpp"
#include "connect/wire_format.hpp"
#include "core/glob.hpp"
#include "fuzz/promise.hpp"

namespace dropsweep::fuzz::known_hosts_fuzzer {

namespace {

unsigned port_in(std::string_view text) {
  unsigned port = 22;
  std::from_chars(text.data(), text.data() + text.size(), port);
  return port >= 1 && port <= 65535 ? port : 22;
}

std::string small(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

// sshd(8): "a host name matches if it matches any pattern and no negated one".
bool reference(std::string_view hosts, const std::string& name) {
  bool yes = false, no = false;
  while (!hosts.empty()) {
    auto pattern = take_until(hosts, ',');
    const bool negated = pattern.starts_with('!');
    if (negated) pattern.remove_prefix(1);
    if (!pattern.empty() && glob_matches(small(std::string(pattern)), name)) (negated ? no : yes) = true;
  }
  return yes && !no;
}

void must_stand_in(std::string_view text, const known_key& key) {
  unsigned number = 1;
  for (; number < key.line; ++number) take_line(text);
  const auto line = take_line(text);
  must(line.contains(key.hosts) && line.contains(key.type), "a key of another line");
  must(!key.type.empty() && first_string(key.blob) == key.type, "a key of another type than its own");
}

}  // namespace

FUZZER(known_hosts) {
  auto text = text_of(data, size);
  auto first = take_line(text);
  const std::string host(take_until(first, ' '));
  const unsigned port = port_in(first);
  const auto name = known_hosts_name(host, port);
  must(name == small(name), "capitals in the name of a host");

  const auto keys = read_known_hosts(text);
  const host_trust trust{.known_hosts = {{.source = "the input known-hosts", .lines = std::string(text)}}, .fingerprints = {}};
  const expected_host expected{.host = host, .port = port, .trust = trust, .keys_on_the_way = {}, .certified = {}};
  for (const auto& key : keys) {
    must_stand_in(text, key);
    const bool meant = means_host(key.hosts, name);
    if (!key.hosts.starts_with("|1|")) must(meant == reference(key.hosts, name), "the two disagree about whom a line means");

    const auto decided = decide_host_key(expected, key.blob);
    const auto some_line = [&](known_key::marker mark, const std::string& says, bool any_key) {
      return std::ranges::any_of(keys, [&](const known_key& other) {
        return other.mark == mark && (any_key || other.blob == key.blob) && means_host(other.hosts, says);
      });
    };
    using marker = known_key::marker;
    const auto plain = known_hosts_name(host, 22);
    const bool revoked = some_line(marker::revoked, name, false) || some_line(marker::revoked, plain, false);
    must((decided.verdict == host_key_verdict::revoked) == revoked, "a revocation that does not count, or none that does");
    // A line for the plain host counts at another port only where no line has that port.
    const bool trusted =
        some_line(marker::none, name, false) || (!some_line(marker::none, name, true) && some_line(marker::none, plain, false));
    must((decided.verdict == host_key_verdict::trusted) == (!revoked && trusted), "trust without a line");
  }

  // What a refusal says to add is trusted when it was added.
  if (keys.empty() || host.empty() || host.find_first_of(" \t\r,*?!|@#\"") != std::string::npos) return 0;
  const auto& shown = keys.front().blob;
  if (visible(keys.front().type, 64) != keys.front().type) return 0;  // no such key can be asked for
  const auto added = known_hosts_line(host, port, shown);
  const host_trust with_line{.known_hosts = {{.source = "", .lines = added}}, .fingerprints = {}};
  must(decide_host_key({.host = host, .port = port, .trust = with_line, .keys_on_the_way = {}, .certified = {}}, shown).verdict ==
           host_key_verdict::trusted,
       "advice that does not help");
  const auto algorithms = host_key_algorithms(expected);
  std::set<std::string_view> asked;
  for (std::string_view rest = algorithms; !rest.empty();) must(asked.insert(take_until(rest, ',')).second, "an algorithm twice");
  return 0;
}

}  // namespace dropsweep::fuzz::known_hosts_fuzzer
