// "Unused since": the latest trustworthy sign of use of an object, or none. An image's own build date is no sign: an image built in March
// may have been pulled a minute ago.
#pragma once

#include <optional>
#include <string>

#include "model/policy.hpp"
#include "model/survey.hpp"

namespace dropsweep {

struct sign_of_use {
  instant when;
  std::string what;  // "finished", "last tagged", "arrived", "last used", "created"
};

using last_use = std::optional<sign_of_use>;

last_use last_use_of(const container& it);
last_use last_use_of(const image& it, const std::vector<container>& containers);
last_use last_use_of(const cache_record& it);
last_use last_use_of(const volume& it);
last_use last_use_of(const network& it);

// An empty `keep`: old enough. Otherwise why it is kept: no trustworthy sign, a date in the future, younger than min-age, newer than the line.
struct age_verdict {
  std::string keep;
  std::string old;  // "last tagged 3 weeks ago"
};

age_verdict judge_age(const last_use& sign, instant now, span line, span min_age);

}  // namespace dropsweep
