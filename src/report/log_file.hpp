// The log of a run that nobody watches, in a file that does not grow for ever.
#pragma once

#include <cstdint>
#include <string>

#include "core/error.hpp"

namespace dropsweep {

inline constexpr std::int64_t log_most = 10'000'000;  // bytes; one that has as many is put away before the next run
inline constexpr int logs_kept = 5;                   // PATH.1.gz is the youngest

// From here on standard output and errors go to the end of this file. A file that is full is compressed first; one that cannot be
// compressed goes on growing, for that is no reason not to run.
result<void> log_to(const std::string& path, std::int64_t most = log_most);

}  // namespace dropsweep
