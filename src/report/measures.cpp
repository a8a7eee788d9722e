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

std::vector<disk_change> disk_changes(const host_record& host) {
  std::vector<disk_change> all;
  if (!host.before) return all;
  for (const auto& was : host.before->host.disks) {
    disk_change one{.before = &was};
    if (host.after) {
      const auto found = std::ranges::find(host.after->host.disks, was.path, &file_system::path);
      if (found != host.after->host.disks.end()) one.after = &*found;
    }
    all.push_back(one);
  }
  return all;
}

std::optional<byte_count> measured(const host_record& host) {
  const auto all = disk_changes(host);
  if (all.empty() || !all.front().shrank()) return std::nullopt;
  auto sum = *all.front().shrank();
  for (std::size_t i = 1; i < all.size() && host.before->engine.containerd_store; ++i) {
    if (all[i].before->path == host.before->engine.root_dir) sum += all[i].shrank().value_or(byte_count{});
  }
  return sum;
}

std::optional<int> disk_percent_before(const host_record& host) {
  const auto* disk = engine_disk(host.before);
  return disk == nullptr ? std::nullopt : std::optional(percent_used(*disk));
}

std::optional<int> disk_percent_after(const host_record& host) {
  const auto* disk = engine_disk(host.after);
  return disk == nullptr ? std::nullopt : std::optional(percent_used(*disk));
}

std::optional<std::int64_t> available_at_the_end(const host_record& host) {
  const auto* disk = engine_disk(host.after);
  if (disk == nullptr && host.goal && host.goal->disk) disk = &*host.goal->disk;
  if (disk == nullptr) disk = engine_disk(host.before);
  return disk == nullptr ? std::nullopt : std::optional(disk->available.value);
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
