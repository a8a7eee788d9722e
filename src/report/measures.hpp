// Counts and measures of a record, taken in one place: console, summary, outputs and JSON show the same ones.
#pragma once

#include <cstdint>
#include <optional>

#include "model/record.hpp"

namespace dropsweep {

// The disk that holds the engine's data, or null.
const file_system* engine_disk(const std::optional<survey>& seen);

std::int64_t total(const removed_counts& counts);
std::int64_t count_fates(const host_record& host, fate what);

// How far the disk that holds the engine's data got emptier; negative when it filled up meanwhile. Unknown without both looks at
// the same disk.
std::optional<byte_count> measured(const host_record& host);
std::optional<int> disk_percent_before(const host_record& host);
std::optional<int> disk_percent_after(const host_record& host);

// Every host that removed something.
removed_counts count_removed(const run_record& run);
std::optional<byte_count> measured(const run_record& run);

}  // namespace dropsweep
