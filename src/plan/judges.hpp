// One judge per kind of object, each in a file of its own. They are asked in this order: a later one stands on the earlier
// answers.
#pragma once

#include <cstddef>
#include <vector>

#include "plan/inquiry.hpp"
#include "plan/verdict.hpp"

namespace dropsweep {

// Verdicts of objects that must go one after the other: children before their parents.
struct ordered_verdicts {
  verdicts of;                                     // in the order of the survey's list
  std::vector<std::size_t> going;                  // indexes of those that go, in the order in which they go
  std::vector<std::vector<std::size_t>> children;  // of each, those that go before it
};

ordered_verdicts judge_containers(const inquiry& about);
ordered_verdicts judge_images(const inquiry& about, const verdicts& containers);
ordered_verdicts judge_cache(const inquiry& about);
verdicts judge_volumes(const inquiry& about);
verdicts judge_networks(const inquiry& about, const verdicts& containers);

}  // namespace dropsweep
