// Since when something is unused: the latest trustworthy sign of use, per kind as the design lists them. No sign is "unknown",
// and unknown counts as young. An image's own build date is no sign: an image built in March may have been pulled a minute ago.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/objects.hpp"
#include "model/policy.hpp"

namespace dropsweep {

struct sign_of_use {
  instant when;
  std::string_view what;  // a literal that completes a sentence: "last tagged" (3 weeks ago)
};

using last_use = std::optional<sign_of_use>;

// Unknown when the moment is, or when it cannot be true: nothing of Docker's is older than Docker. Dates before it come from
// reproducible builds (1970, 1980), zero values, and clocks that were never set.
last_use sign_at(const std::optional<instant>& when, std::string_view what);
last_use later(const last_use& a, const last_use& b);

// FinishedAt, else the start or the creation. A FinishedAt that cannot be true is unknown, whatever the others say: they would
// make a long-lived container that has just stopped look old.
last_use last_use_of(const container& it);
last_use last_use_of(const image& it);         // by its own dates; what others say of it comes from references.hpp
last_use last_use_of(const cache_record& it);  // LastUsedAt, else its creation
// Its creation: the API knows no more. With a ledger also since when runs have seen it unused; one that no run has is unknown.
last_use last_use_of(const volume& it, bool has_ledger);
last_use last_use_of(const network& it);  // its creation, as above

// The age rules. "Younger than" a line is also what lies exactly on it.
class age_rule {
 public:
  age_rule(instant now, const policy& rules) : now_(now), line_(rules.older_than), min_age_(rules.min_age) {}

  // Why it is too young to go: no trustworthy sign, a date in the future, min-age, the age line. nullopt when it is old enough.
  std::optional<std::string> too_young(const last_use& sign) const;
  std::optional<std::string> below_min_age(const last_use& sign) const;  // the same without the line

  std::string tell(const sign_of_use& sign) const;  // "last tagged 3 weeks ago"

 private:
  instant now_;
  span line_, min_age_;
};

}  // namespace dropsweep
