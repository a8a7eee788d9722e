// Is this the host that we mean? A pure decision about the key that a server has proved to hold, and the words for a refusal.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connect/credentials.hpp"
#include "core/error.hpp"

namespace dropsweep {

// A key that a host certificate speaks for, after the certificate was checked.
struct certified_key {
  std::string blob;
  std::string evidence;  // "a certificate of the authority in line 1 of the input known-hosts"
};

// The host that is meant, and what vouches for its key.
struct expected_host {
  std::string host;
  unsigned port = 22;
  const host_trust& trust;
  // Keys that jump hosts on the way to it have shown. A fingerprint for any host counts once: else a jump host could show its own
  // key in the place of its target's.
  std::vector<std::string> keys_on_the_way;
  std::optional<certified_key> certified;
};

enum class host_key_verdict {
  trusted,
  unknown,         // nothing is known about this host
  different,       // a line or a fingerprint speaks of another key of the same type
  other_type,      // only keys of other types are known
  revoked,         // a @revoked line names this very key: refused whatever else says yes
  authority_only,  // the only line is @cert-authority, and no certificate has made a key known
  on_the_way,      // a jump host's own key, known by a fingerprint that says no host
};

struct host_key_decision {
  host_key_verdict verdict = host_key_verdict::unknown;
  std::string evidence;  // "line 3 of ~/.ssh/known_hosts", "the input host-key-fingerprint"; "" for unknown
};

// `blob` is the public key in SSH's wire format. Any one line or fingerprint that matches is enough; a revocation outweighs them
// all. As ssh does, a line for the plain host also vouches for the same key at another port, where no line has that port.
host_key_decision decide_host_key(const expected_host& expected, const std::string& blob);

// Some line or fingerprint speaks of a key of this host (an authority does not).
bool knows_a_key(const expected_host& expected);

// The host key algorithms to ask for: those of keys known for this host first, so that the server shows a key that can be
// checked. `only`, when not empty, limits them to these key types (fingerprints do not say which type they are of, so types are
// tried in turn).
std::string host_key_algorithms(const expected_host& expected, const std::vector<std::string>& only = {});

// The key types that we can ask for, strongest first.
const std::vector<std::string>& host_key_types();

// "203.0.113.7 ssh-ed25519 AAAA...", "[203.0.113.7]:2222 ssh-ed25519 AAAA..."
std::string known_hosts_line(const std::string& host, unsigned port, const std::string& blob);

error refuse_host_key(const host_key_decision& decision, const expected_host& expected, const std::string& blob);

}  // namespace dropsweep
