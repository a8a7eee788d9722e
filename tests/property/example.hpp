// One case: a host, the rules for it, and a number that all further chance hangs on (how the host changes after the plan was
// made, which protection is added).
#pragma once

#include <cstdint>

#include "model/policy.hpp"
#include "model/survey.hpp"

namespace dropsweep::property {

struct example {
  survey facts;
  policy rules;
  std::uint64_t salt = 0;
};

// The same for the same seed, everywhere. One in a thousand is a host of hundreds of objects, the others have a few of each kind.
example some_example(std::uint64_t seed);

}  // namespace dropsweep::property
