// The first thousands of the random cases that `./dev bench property` tries millions of, the same in every run.
#include <doctest/doctest.h>

#include "property/run.hpp"

using namespace dropsweep::property;

TEST_CASE("whatever the host and the policy, every sentence about plans is true") {
  const auto failed = run(0, 8000, 1);
  if (failed) FAIL_CHECK("seed " << failed->seed << ": " << failed->found.sentence << ": " << failed->found.saw);
}
