// What planning for a very large host costs.
#pragma once

namespace dropsweep::property {

// Prints "plan-milliseconds N" and "plan-mebibytes N": the best of a few plans, and by how much memory grew at most during one.
int tell_budget();

}  // namespace dropsweep::property
