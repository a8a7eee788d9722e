// One judge's answer for one object. Without a reason there is no answer.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace dropsweep {

struct verdict {
  bool goes = false;
  std::string reason;  // a phrase for the report, already sanitised
};

using verdicts = std::vector<verdict>;  // of one kind, in the order of the survey's list

inline verdict stays(std::string reason) { return {.goes = false, .reason = std::move(reason)}; }
inline verdict goes(std::string reason) { return {.goes = true, .reason = std::move(reason)}; }

}  // namespace dropsweep
