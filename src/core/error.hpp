// What can go wrong, as values. Expected failures (a host refuses, an image is in use) travel in `result`; a broken promise
// inside our own code throws and ends as exit code 1.
#pragma once

#include <expected>
#include <string>

#include "core/foreign.hpp"

namespace dropsweep {

// The published exit codes (README, --help). The numbers are a contract: workflows branch on them.
enum class exit_code : int {
  done = 0,
  bug = 1,
  inputs = 2,
  unreachable = 3,
  host_key = 4,
  authentication = 5,
  engine = 6,
  partial = 7,
  unhealthy = 8,
  busy = 9,
  interrupted = 130,
  terminated = 143,
};

// One failure, written for the person who reads the log at 3 am.
struct error {
  exit_code code = exit_code::bug;
  std::string step;    // where on the way: "name", "tcp", "host key", "authentication", "socket", "engine", ...
  std::string seen;    // our sentence: which host, what was seen; foreign words inside it went through fmt, hence the sanitiser
  foreign theirs;      // the other side's own words, if any; escaped wherever they are shown
  std::string advice;  // what to do, with the exact line to paste where there is one
};

template <class T>
using result = std::expected<T, error>;

// "SEEN It said: THEIRS ADVICE" for one line of a log, sanitised.
std::string one_line(const error& failure);

}  // namespace dropsweep
