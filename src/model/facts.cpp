// The few sums and comparisons that belong to the facts themselves.
#include <algorithm>

#include "model/outcome.hpp"
#include "model/plan.hpp"
#include "model/policy.hpp"

namespace dropsweep {

namespace {

std::string stamp(const std::optional<instant>& moment) {
  return moment ? std::to_string(moment->time_since_epoch().count()) : "never";
}

}  // namespace

bool runs(const container& it) {
  using enum container_state;
  return it.state == running || it.state == paused || it.state == restarting;
}

int percent_used(const file_system& disk) {
  // The numbers are the droplet's: none is negative, and none so large that the product does not fit.
  auto used = static_cast<std::uint64_t>(std::max<std::int64_t>(disk.used.value, 0));
  auto whole = used + static_cast<std::uint64_t>(std::max<std::int64_t>(disk.available.value, 0));
  for (; whole > (std::uint64_t{1} << 56); whole /= 2) used /= 2;
  if (whole == 0) return 0;
  return static_cast<int>((used * 100 + whole - 1) / whole);
}

std::optional<byte_count> known_size(const disk_usage::line& line, std::size_t listed) {
  if (line.unseen || (line.total == 0 && line.size.value == 0 && listed > 0)) return std::nullopt;
  return line.size;
}

run_numbers numbers_as_found(const survey& seen) {
  const auto& host = seen.host;
  run_numbers now{.when = seen.engine.clock,
                  .memory_total = host.memory_total,
                  .logs = host.container_logs,
                  .images = known_size(seen.usage.images, seen.images.size()),
                  .containers = known_size(seen.usage.containers, seen.containers.size()),
                  .volumes = known_size(seen.usage.volumes, seen.volumes.size()),
                  .cache = known_size(seen.usage.build_cache, seen.cache.size())};
  if (!host.disks.empty()) {
    now.disk_size = host.disks.front().size;
    now.disk_used = host.disks.front().used;
  }
  if (host.memory_total && host.memory_available) now.memory_used = *host.memory_total - *host.memory_available;
  return now;
}

void forget_labels_and_digests(survey& seen) {
  const auto forget = [](auto& objects) {
    for (auto& one : objects) one.labels.clear();
  };
  forget(seen.images);
  forget(seen.containers);
  forget(seen.volumes);
  forget(seen.networks);
  for (auto& one : seen.images) one.digests = {};
}

fingerprint looks_of(const container& it) { return std::to_string(static_cast<int>(it.state)) + "/" + stamp(it.finished); }

fingerprint looks_of(const image& it) {
  auto tags = it.tags;
  std::ranges::sort(tags);
  std::string all;
  // A newline cannot be part of a reference, so that two lists of tags never look alike.
  for (const auto& tag : tags) all += tag.raw() + "\n";
  return all;
}

fingerprint looks_of(const volume& it) { return stamp(it.created); }
fingerprint looks_of(const network& it) { return stamp(it.created); }
fingerprint looks_of(const cache_record& it) { return stamp(it.last_used); }

byte_count total_size(const std::vector<item>& items) {
  byte_count sum;
  for (const auto& one : items) sum += one.size;
  return sum;
}

byte_count claim_of(const outcome& one) {
  return one.fate == fate::removed ? one.reclaimed.value_or(one.item.size) : byte_count{};
}

bool is_kept(fate what) { return what == fate::kept_changed || what == fate::kept_in_use; }
bool is_trouble(fate what) { return what == fate::failed || what == fate::unknown || what == fate::not_started; }

removed_counts count_removed(const std::vector<outcome>& outcomes) {
  removed_counts counts;
  for (const auto& one : outcomes) {
    if (one.fate != fate::removed) continue;
    switch (one.item.kind) {
      case object_kind::container: ++counts.containers; break;
      case object_kind::image: ++counts.images; break;
      case object_kind::build_cache: ++counts.cache_records; break;
      case object_kind::volume: ++counts.volumes; break;
      case object_kind::network: ++counts.networks; break;
    }
    counts.claimed += claim_of(one);
  }
  return counts;
}

policy default_policy(sweep_mode mode, span min_age) {
  using namespace std::chrono_literals;
  policy rules{.mode = mode, .min_age = min_age};
  switch (mode) {
    case sweep_mode::standard: rules.older_than = 1h; break;
    case sweep_mode::aggressive:
      rules.older_than = 168h;
      rules.keep_last = 1;
      rules.volumes = volume_scope::anonymous;
      break;
    case sweep_mode::full:
      rules.older_than = min_age;
      rules.volumes = volume_scope::anonymous;
      break;
  }
  return rules;
}

}  // namespace dropsweep
