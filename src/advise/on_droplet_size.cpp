// Whether the host is too small, before and after what the other findings would give back, with the sum.
#include <fmt/format.h>

#include "advise/rules.hpp"

namespace dropsweep {

namespace {

constexpr std::int64_t memory_most = 85, disk_most = 80;  // percent that may be needed of what there is
// Clouds sell memory in powers of two; what a kernel calls its total is a little less.
constexpr std::int64_t gibibyte = std::int64_t{1} << 30;

byte_count next_size(byte_count total) {
  byte_count size{gibibyte / 2};
  while (size.value < total.value + total.value / 10) size.value *= 2;
  return size;
}

byte_count saved(const findings& others, std::initializer_list<std::string_view> rules) {
  byte_count sum;
  for (const auto& one : others) {
    if (std::ranges::contains(rules, std::string_view(one.rule))) sum += one.bytes.value_or(byte_count{});
  }
  return sum;
}

void add_memory(findings& to, const advice_view& of, const findings& others) {
  const auto used = host_memory_used(of.seen);
  if (!used) return;
  const auto total = *of.seen.host.memory_total;
  // Each at its highest at the same time, with the page cache in it only up to what it uses now: the peaks of the kernel count
  // it.
  byte_count now, peaks;
  for (const auto* one : running_containers(of.seen)) {
    const auto its = one->memory_used.value_or(byte_count{});
    const auto peak = peak_of(of, *one).value_or(its) - one->memory_cache.value_or(byte_count{});
    now += its;
    peaks += std::max(its, peak);
  }
  const auto needed = std::max(*used - now, byte_count{}) + peaks;
  const auto fixes = std::min(saved(others, {"runtimes", "duplicates"}), needed);
  const auto after = needed - fixes;
  if (percent_of(needed, total) < memory_most) return;
  const bool enough_after = percent_of(after, total) < memory_most;
  finding it{.rule = "droplet-memory", .topic = advice_topic::droplet, .how_soon = enough_after ? urgency::soon : urgency::now};
  it.what = enough_after ? fmt::format("A larger host would be unnecessary after the fixes above: {} of memory instead of {}",
                                       format_bytes(after), format_bytes(needed))
                         : fmt::format("The next size up is needed: {} of memory are wanted at the peak, of {}",
                                       format_bytes(after), format_bytes(total));
  it.evidence.push_back(fmt::format("{} beside the containers + {} for all containers at their peaks = {} ({}% of {})",
                                    format_bytes(std::max(*used - now, byte_count{})), format_bytes(peaks), format_bytes(needed),
                                    percent_of(needed, total), format_bytes(total)));
  it.evidence.push_back(fmt::format("the findings on runtimes and duplicates give back {}: {} remain ({}%)", format_bytes(fixes),
                                    format_bytes(after), percent_of(after, total)));
  it.costs = enough_after ? "nothing, if they are fixed"
                          : fmt::format("a host with {} GiB", std::max<std::int64_t>(next_size(total).value / gibibyte, 1));
  it.to_do = enough_after ? "Fix those first."
                          : "Fix what can be fixed, then resize the host to the next size of memory; the disk can stay.";
  it.bytes = needed;
  to.push_back(std::move(it));
}

void add_disk(findings& to, const advice_view& of, const findings& others) {
  if (of.seen.host.disks.empty()) return;
  const auto& disk = of.seen.host.disks.front();
  const auto percent = percent_used(disk);
  if (percent < disk_most) return;
  const auto fixes =
      std::min(saved(others, {"unused-images", "build-cache", "log-rotation", "unused-volumes", "builders"}), disk.used);
  file_system after = disk;
  after.used = disk.used - fixes;
  after.available = disk.available + fixes;
  const bool enough = percent_used(after) < disk_most;
  finding it{.rule = "droplet-disk", .topic = advice_topic::droplet, .how_soon = urgency::now};
  it.what = enough
                ? fmt::format("A larger disk would be unnecessary after the fixes above: {}% full instead of {}%",
                              percent_used(after), percent)
                : fmt::format("A larger disk is needed: {}% full now, {}% after the fixes above", percent, percent_used(after));
  it.evidence.push_back(fmt::format("{} of {} used; images, build cache, logs, volumes and builders give back {}: {} remain",
                                    format_bytes(disk.used), format_bytes(disk.size), format_bytes(fixes),
                                    format_bytes(after.used)));
  it.bytes = fixes;
  it.costs = "a full disk stops databases and deploys";
  it.to_do = enough ? "Fix those first." : "Fix what can be fixed, then add a volume or resize the host's disk.";
  to.push_back(std::move(it));
}

}  // namespace

findings on_droplet_size(const advice_view& of, const findings& others) {
  findings all;
  add_memory(all, of, others);
  add_disk(all, of, others);
  return all;
}

}  // namespace dropsweep
