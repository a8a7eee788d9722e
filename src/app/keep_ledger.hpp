// What this run saw is left on the host for the next one.
#pragma once

#include <string>
#include <vector>

#include "app/host_way.hpp"
#include "model/outcome.hpp"

namespace dropsweep {

// After the sweep, never before it: a full disk must not be written to first. What this run saw is added to the sightings of
// `seen` (of thousands of objects no second copy is made), and what it measured to the numbers of earlier runs; what the sweep
// asked to remove is left out. Returns what a person should know ("" when there is nothing): that it could not be written, or was
// not because the host's clock is behind the runner's.
task<std::string> keep_ledger(host_way& way, survey& seen, const std::vector<outcome>& outcomes);

}  // namespace dropsweep
