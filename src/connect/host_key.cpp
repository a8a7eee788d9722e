#include "connect/host_key.hpp"

#include <algorithm>

#include "connect/digest.hpp"
#include "connect/known_keys.hpp"
#include "connect/wire_format.hpp"

namespace dropsweep {

namespace {

using marker = known_key::marker;

constexpr const char* by_fingerprint = "the input host-key-fingerprint";

enum class vouching { none, for_this_host, for_any_host };

// People paste fingerprints with or without the padding that SHA-256 would have.
vouching vouching_fingerprint(const expected_host& expected, const std::string& blob) {
  const std::string shown = key_fingerprint(blob);
  auto best = vouching::none;
  for (const auto& given : expected.trust.fingerprints) {
    if (given.value != shown && given.value != shown + "=") continue;
    if (given.host.empty())
      best = std::max(best, vouching::for_any_host);
    else if (means_host(given.host, known_hosts_name(expected.host, expected.port)) ||
             means_host(given.host, known_hosts_name(expected.host, 22)))
      return vouching::for_this_host;
  }
  return best;
}

host_key_decision decide_by_fingerprint(const expected_host& expected, const std::string& blob) {
  switch (vouching_fingerprint(expected, blob)) {
    case vouching::none: return {};
    case vouching::for_this_host: break;
    case vouching::for_any_host:
      if (std::ranges::contains(expected.keys_on_the_way, blob)) return {host_key_verdict::on_the_way, by_fingerprint};
  }
  return {host_key_verdict::trusted, by_fingerprint};
}

// What speaks neither for the key nor revokes it: the strongest objection.
host_key_decision objection(const expected_host& expected, const std::vector<known_line>& lines, const std::string& blob) {
  const auto first = [&](auto wanted) { return std::ranges::find_if(lines, wanted); };
  const auto type = first_string(blob);
  const auto rival =
      first([&](const known_line& one) { return one.exact && one.key.mark == marker::none && one.key.type == type; });
  if (rival != lines.end()) return {host_key_verdict::different, rival->where};
  if (!expected.trust.fingerprints.empty()) return {host_key_verdict::different, by_fingerprint};
  const auto other = first([](const known_line& one) { return one.exact && one.key.mark == marker::none; });
  if (other != lines.end()) return {host_key_verdict::other_type, other->where};
  const auto authority = first([](const known_line& one) { return one.key.mark == marker::authority; });
  if (authority != lines.end()) return {host_key_verdict::authority_only, authority->where};
  return {};
}

}  // namespace

host_key_decision decide_host_key(const expected_host& expected, const std::string& blob) {
  const auto lines = known_about(expected.trust, expected.host, expected.port);
  const auto mention = [&](marker mark, bool exact) {
    return std::ranges::find_if(
        lines, [&](const known_line& one) { return one.key.mark == mark && one.key.blob == blob && (one.exact || !exact); });
  };
  if (const auto line = mention(marker::revoked, false); line != lines.end()) return {host_key_verdict::revoked, line->where};
  const auto by_print = decide_by_fingerprint(expected, blob);
  if (by_print.verdict == host_key_verdict::trusted) return by_print;
  const bool port_has_lines =
      std::ranges::any_of(lines, [](const known_line& one) { return one.exact && one.key.mark == marker::none; });
  if (const auto line = mention(marker::none, port_has_lines); line != lines.end())
    return {host_key_verdict::trusted, line->where};
  if (expected.certified && expected.certified->blob == blob) return {host_key_verdict::trusted, expected.certified->evidence};
  if (by_print.verdict == host_key_verdict::on_the_way) return by_print;
  return objection(expected, lines, blob);
}

bool knows_a_key(const expected_host& expected) {
  const auto lines = known_about(expected.trust, expected.host, expected.port);
  return !expected.trust.fingerprints.empty() ||
         std::ranges::any_of(lines, [](const known_line& one) { return one.key.mark == marker::none; });
}

const std::vector<std::string>& host_key_types() {
  static const std::vector<std::string> types{"ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
                                              "ssh-rsa"};
  return types;
}

std::string host_key_algorithms(const expected_host& expected, const std::vector<std::string>& only) {
  std::vector<std::string> known;
  for (const auto& line : known_about(expected.trust, expected.host, expected.port))
    if (line.key.mark == marker::none) known.push_back(line.key.type);
  if (expected.certified) known.emplace_back(first_string(expected.certified->blob));
  auto order = host_key_types();
  std::ranges::stable_partition(order, [&](const std::string& type) { return std::ranges::contains(known, type); });
  std::string algorithms;
  for (const auto& type : order) {
    if (!only.empty() && !std::ranges::contains(only, type)) continue;
    // An RSA key signs with SHA-2 here; SHA-1 signatures can be forged.
    algorithms += (algorithms.empty() ? "" : ",") + (type == "ssh-rsa" ? std::string("rsa-sha2-512,rsa-sha2-256") : type);
  }
  return algorithms;
}

}  // namespace dropsweep
