// The verdict of one host from its pages, and of a run from its hosts' (the worst one's). Pure; one place for both.
#pragma once

#include <vector>

#include "inputs/settings.hpp"
#include "model/record.hpp"

namespace dropsweep {

void judge(host_record& host, command what, dry_run dry);

// `fail_on`: which classes fail the step; bad inputs and a cancellation always do.
void judge(run_record& run, const std::vector<fail_cause>& fail_on);

}  // namespace dropsweep
