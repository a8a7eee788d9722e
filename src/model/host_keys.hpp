// What proves that a host is the one that is meant.
#pragma once

#include <string>

namespace dropsweep {

// known_hosts lines, and where they come from, for messages: "the input known-hosts", "~/.ssh/known_hosts".
struct known_hosts_text {
  std::string source, lines;

  friend bool operator==(const known_hosts_text&, const known_hosts_text&) = default;
};

struct host_fingerprint {
  std::string host;   // as known_hosts writes hosts; "" = any host of the run
  std::string value;  // "SHA256:<43 base64 characters>", of a key of any type

  friend bool operator==(const host_fingerprint&, const host_fingerprint&) = default;
};

}  // namespace dropsweep
