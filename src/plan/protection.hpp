// What is never removed, in any mode: `persist=true` and the `keep` lines. Decided here, never by the engine's prune filters: several of
// those are ORed, ANDed or ignored, depending on the engine (moby#40286, docker/cli#6918).
#pragma once

#include <optional>
#include <string>

#include "model/policy.hpp"
#include "model/survey.hpp"

namespace dropsweep {

class protection {
 public:
  explicit protection(const policy& rules) : rules_(rules) {}

  // Why it is protected, as a reason for the report; nullopt: it is not.
  std::optional<std::string> of(const container& it) const;
  std::optional<std::string> of(const image& it) const;
  std::optional<std::string> of(const volume& it) const;
  std::optional<std::string> of(const network& it) const;

 private:
  std::optional<std::string> by_labels(const labels& theirs) const;
  std::optional<std::string> by_name(keep_rule::subject what, const std::string& name) const;

  const policy& rules_;
};

}  // namespace dropsweep
