// Counts and measures of a record, taken in one place: console, summary, outputs and JSON show the same ones.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/record.hpp"

namespace dropsweep {

// The disk that holds the engine's data, or null.
const file_system* engine_disk(const std::optional<survey>& seen);

// One file system of the host before and after; null: it was not seen then.
struct disk_change {
  const file_system *before = nullptr, *after = nullptr;

  std::optional<byte_count> shrank() const { return after == nullptr ? std::nullopt : std::optional(before->used - after->used); }
};
std::vector<disk_change> disk_changes(const host_record& host);  // the engine's first; points into the record

std::int64_t total(const removed_counts& counts);
std::int64_t count_fates(const host_record& host, fate what);

// How far the disk that holds the engine's data got emptier; negative when it filled up meanwhile. Unknown without both looks at
// the same disk. With the containerd store that may be two: the images' and that of all the rest.
std::optional<byte_count> measured(const host_record& host);
std::optional<int> disk_percent_before(const host_record& host);
std::optional<int> disk_percent_after(const host_record& host);
// On the engine's disk, when it was measured last.
std::optional<std::int64_t> available_at_the_end(const host_record& host);

// Every host that removed something.
removed_counts count_removed(const run_record& run);
std::optional<byte_count> measured(const run_record& run);

}  // namespace dropsweep
