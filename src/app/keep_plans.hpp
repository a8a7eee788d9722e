// `plan --output`: the plans go into the file that somebody will carry out.
#pragma once

#include <string>

#include "inputs/settings.hpp"
#include "model/record.hpp"

namespace dropsweep {

// Before the run is judged and told: that a plan could not be kept is how the run ended for its host, since whoever comes next
// would carry out what lies there from another day. Returns the line that stands below the report.
std::string keep_plans(run_record& run, const settings& how);

}  // namespace dropsweep
