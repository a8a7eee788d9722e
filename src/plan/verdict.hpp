// One judge's answer for one object. Without a reason there is no answer.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/time.hpp"

namespace dropsweep {

struct verdict {
  bool goes = false;
  std::string reason;   // a phrase for the report, already sanitised
  instant last_used{};  // of what goes: the order goes by it
};

using verdicts = std::vector<verdict>;  // of one kind, in the order of the survey's list

inline verdict stays(std::string reason) { return {.goes = false, .reason = std::move(reason)}; }
inline verdict goes(std::string reason, instant last_used) {
  return {.goes = true, .reason = std::move(reason), .last_used = last_used};
}

}  // namespace dropsweep
