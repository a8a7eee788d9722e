#include "connect/host_key.hpp"

#include <algorithm>

#include "connect/digest.hpp"
#include "connect/known_hosts.hpp"
#include "connect/wire_format.hpp"

namespace dropsweep {

namespace {

std::string line_of(const known_key& key, const host_trust& trust) {
  return fmt::format("line {} of {}", key.line, trust.known_hosts_source.empty() ? "the known hosts" : trust.known_hosts_source);
}

bool has(const std::vector<std::string>& all, const std::string& one) { return std::ranges::find(all, one) != all.end(); }

// People paste fingerprints with or without the padding that SHA-256 would have.
bool fingerprint_matches(const host_trust& trust, const std::string& blob) {
  const std::string shown = fingerprint(blob);
  return std::ranges::any_of(trust.fingerprints,
                             [&](const std::string& given) { return given == shown || given == shown + "="; });
}

}  // namespace

host_key_decision decide_host_key(const host_trust& trust, const std::string& host, unsigned port, const std::string& blob) {
  const std::string name = known_hosts_name(host, port), plain = known_hosts_name(host, 22);
  const std::string type(first_string(blob));
  const known_key *same = nullptr, *rival = nullptr, *other = nullptr, *authority = nullptr;
  const auto keys = read_known_hosts(trust.known_hosts);
  for (const known_key& key : keys) {
    const bool named = means_host(key.hosts, name);
    if (!named && !means_host(key.hosts, plain)) continue;
    const bool equal = key.blob == blob;
    if (key.mark == known_key::marker::revoked) {
      if (equal) return {host_key_verdict::revoked, line_of(key, trust)};
    } else if (key.mark == known_key::marker::authority) {
      if (named && authority == nullptr) authority = &key;
    } else if (equal) {
      same = &key;
    } else if (named) {
      auto& kind = key.type == type ? rival : other;
      if (kind == nullptr) kind = &key;
    }
  }
  if (fingerprint_matches(trust, blob)) return {host_key_verdict::trusted, "the input host-key-fingerprint"};
  if (same != nullptr) return {host_key_verdict::trusted, line_of(*same, trust)};
  if (rival != nullptr) return {host_key_verdict::different, line_of(*rival, trust)};
  if (!trust.fingerprints.empty()) return {host_key_verdict::different, "the input host-key-fingerprint"};
  if (other != nullptr) return {host_key_verdict::other_type, line_of(*other, trust)};
  if (authority != nullptr) return {host_key_verdict::authority_only, line_of(*authority, trust)};
  return {};
}

const std::vector<std::string>& host_key_types() {
  static const std::vector<std::string> types{"ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
                                              "ssh-rsa"};
  return types;
}

std::string host_key_algorithms(const host_trust& trust, const std::string& host, unsigned port,
                                const std::vector<std::string>& only) {
  const std::string name = known_hosts_name(host, port), plain = known_hosts_name(host, 22);
  std::vector<std::string> known;
  for (const known_key& key : read_known_hosts(trust.known_hosts)) {
    if (key.mark == known_key::marker::none && (means_host(key.hosts, name) || means_host(key.hosts, plain)))
      known.push_back(key.type);
  }
  auto order = host_key_types();
  std::ranges::stable_partition(order, [&](const std::string& type) { return has(known, type); });
  std::string algorithms;
  for (const auto& type : order) {
    if (!only.empty() && !has(only, type)) continue;
    // An RSA key signs with SHA-2 here; SHA-1 signatures can be forged.
    algorithms += (algorithms.empty() ? "" : ",") + (type == "ssh-rsa" ? std::string("rsa-sha2-512,rsa-sha2-256") : type);
  }
  return algorithms;
}

}  // namespace dropsweep
