#include "report/measures.hpp"

#include <algorithm>

namespace dropsweep {

const file_system* engine_disk(const std::optional<survey>& seen) {
  return seen && !seen->host.disks.empty() ? &seen->host.disks.front() : nullptr;
}

std::int64_t total(const removed_counts& counts) {
  return counts.containers + counts.images + counts.volumes + counts.networks + counts.cache_records;
}

std::int64_t count_fates(const host_record& host, fate what) { return std::ranges::count(host.outcomes, what, &outcome::fate); }

std::optional<byte_count> measured(const host_record& host) {
  const auto *was = engine_disk(host.before), *is = engine_disk(host.after);
  if (was == nullptr || is == nullptr || was->path != is->path) return std::nullopt;
  return was->used - is->used;
}

std::optional<int> disk_percent_before(const host_record& host) {
  const auto* disk = engine_disk(host.before);
  return disk == nullptr ? std::nullopt : std::optional(percent_used(*disk));
}

std::optional<int> disk_percent_after(const host_record& host) {
  const auto* disk = engine_disk(host.after);
  return disk == nullptr ? std::nullopt : std::optional(percent_used(*disk));
}

removed_counts count_removed(const run_record& run) {
  removed_counts sum;
  for (const auto& host : run.hosts) {
    const auto one = count_removed(host.outcomes);
    sum.containers += one.containers;
    sum.images += one.images;
    sum.volumes += one.volumes;
    sum.networks += one.networks;
    sum.cache_records += one.cache_records;
    sum.claimed += one.claimed;
  }
  return sum;
}

std::optional<byte_count> measured(const run_record& run) {
  std::optional<byte_count> sum;
  for (const auto& host : run.hosts) {
    if (const auto one = measured(host)) sum = sum.value_or(byte_count{}) + *one;
  }
  return sum;
}

}  // namespace dropsweep
