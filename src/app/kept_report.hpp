// The reports of runs that a host starts by itself: the last ones stay in a folder, each beside a note for `schedule status`.
#pragma once

#include <string>

#include "model/record.hpp"

namespace dropsweep {

inline constexpr std::size_t reports_kept = 20;

class kept_report {
 public:
  // Notes that a run has begun; what cannot be written is said and does not keep it from running.
  kept_report(std::string folder, instant started);

  std::string path() const { return stem_ + ".json"; }

  // Notes how it ended, and removes the oldest. The exit code is the one that the run earned: what `fail-on` makes of it is for a
  // workflow, and here nobody else would tell.
  void end(const run_record& run) const;

 private:
  std::string folder_, stem_;
  instant started_;
};

}  // namespace dropsweep
