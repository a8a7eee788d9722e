// What runs measured on a host, in a file beside the ledger: growth needs two measurements and the time between them.
//
//   dropsweep numbers 1
//   engine ENGINE_ID
//   run WHEN DISK_SIZE DISK_USED MEMORY_TOTAL MEMORY_USED LOGS IMAGES CONTAINERS VOLUMES CACHE
//   volume NAME BORN FIRST LAST SIZE_FIRST SIZE_LAST
//   memory NAME BORN FIRST LAST SIZE_FIRST SIZE_LAST
//   end
//
// Moments are milliseconds since 1970 by the engine's clock, sizes bytes; "-" is unknown. Sweeps write it, after the ledger;
// nothing stands on it but advice.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "model/survey.hpp"

namespace dropsweep {

inline constexpr std::size_t numbers_most = 64'000;  // bytes
inline constexpr std::size_t numbers_runs_most = 100;
inline constexpr std::size_t numbers_sizes_most = 300;  // of each kind

// `answer`: what the host's shell says to "numbers". A file that is not there, is broken or of another engine counts as none.
earlier_numbers recall_numbers(std::string_view answer, const std::string& engine_id);

// The whole file after this run.
std::string numbers_of(const survey& seen);

}  // namespace dropsweep
