// How long a shell on the host may hold for us what others wait for, should the connection die without a word.
#pragma once

#include <chrono>

#include "net/deadline.hpp"

namespace dropsweep {

// `until`: when the run must be over.
inline std::chrono::seconds rest_of_the_run(deadline until) {
  constexpr std::chrono::seconds time_to_leave{10};
  return std::chrono::ceil<std::chrono::seconds>(until - std::chrono::steady_clock::now()) + time_to_leave;
}

}  // namespace dropsweep
