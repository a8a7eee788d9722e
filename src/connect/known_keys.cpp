#include "connect/known_keys.hpp"

#include <fmt/format.h>

namespace dropsweep {

std::vector<known_line> known_about(const host_trust& trust, const std::string& host, unsigned port) {
  const std::string name = known_hosts_name(host, port), plain = known_hosts_name(host, 22);
  std::vector<known_line> about;
  for (const auto& text : trust.known_hosts) {
    for (auto& key : read_known_hosts(text.lines)) {
      const bool exact = means_host(key.hosts, name);
      if (!exact && !means_host(key.hosts, plain)) continue;
      auto where = fmt::format("line {} of {}", key.line, text.source.empty() ? "the known hosts" : text.source);
      about.push_back({std::move(key), std::move(where), exact});
    }
  }
  return about;
}

}  // namespace dropsweep
