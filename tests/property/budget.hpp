// What planning for a very large host costs.
#pragma once

namespace dropsweep::property {

// Prints "milliseconds N", the best of a few plans. Its memory is the whole process's, measured from outside.
int tell_budget();

}  // namespace dropsweep::property
