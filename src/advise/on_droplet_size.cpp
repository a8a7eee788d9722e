// Whether the host is too small, before and after what the other findings would give back, with the sum.
#include <fmt/format.h>

#include "advise/rules.hpp"

namespace dropsweep {

namespace {

constexpr std::int64_t memory_most = 85, disk_most = 80;  // percent that may be needed of what there is
// Clouds sell memory in powers of two; what a kernel calls its total is a little less.
constexpr std::int64_t gibibyte = std::int64_t{1} << 30;

// The next one above `total` of which `needed` is little enough.
byte_count next_size(byte_count total, byte_count needed) {
  constexpr std::int64_t largest = std::int64_t{1} << 50;  // the numbers are the host's
  byte_count size{gibibyte};
  while (size.value < largest && (size.value - size.value / 10 < total.value || percent_of(needed, size) >= memory_most))
    size.value *= 2;
  return size;
}

byte_count saved(const findings& others, std::initializer_list<std::string_view> rules) {
  byte_count sum;
  for (const auto& one : others) {
    if (std::ranges::contains(rules, std::string_view(one.rule))) sum += one.bytes.value_or(byte_count{});
  }
  return sum;
}

struct memory_need {
  byte_count beside, containers, peaks;
  std::optional<byte_count> host;  // the most that an earlier run measured of all of it
  byte_count all() const { return std::max(beside + containers, host.value_or(byte_count{})); }
};

// By measurements without the page cache, each the highest that any run saw. The kernel's peaks count the cache, and nobody knows
// how much of it: they are told, and nothing is concluded from them.
memory_need need_of(const advice_view& of, byte_count used) {
  memory_need need;
  byte_count now;
  for (const auto* one : running_containers(of.seen)) {
    const auto its = one->memory_used.value_or(byte_count{});
    now += its;
    need.containers += std::max(its, recorded_memory(of.seen, *one).value_or(byte_count{}));
    need.peaks += peak_of(of, *one).value_or(its);
  }
  need.beside = std::max(used - now, byte_count{});
  for (const auto& run : of.seen.earlier.runs) {
    if (run.memory_total == of.seen.host.memory_total) need.host = std::max(need.host, run.memory_used);
  }
  return need;
}

void add_memory(findings& to, const advice_view& of, const findings& others) {
  const auto used = host_memory_used(of.seen);
  if (!used) return;
  const auto total = *of.seen.host.memory_total;
  const auto need = need_of(of, *used);
  const auto needed = need.all();
  // A duplicate may be one of the runtimes: of both only the larger counts.
  const auto fixes = std::min(std::max(saved(others, {"runtimes"}), saved(others, {"duplicates"})), needed);
  const auto after = needed - fixes;
  if (percent_of(needed, total) < memory_most) return;
  const bool enough_after = percent_of(after, total) < memory_most;
  finding it{.rule = "droplet-memory", .topic = advice_topic::droplet, .how_soon = enough_after ? urgency::soon : urgency::now};
  it.what = enough_after ? fmt::format("A larger host would be unnecessary after the fixes above: {} of memory instead of {}",
                                       format_bytes(after), format_bytes(needed))
                         : fmt::format("A larger host is needed: {} of memory are wanted at the highest, of {}",
                                       format_bytes(after), format_bytes(total));
  it.evidence.push_back(
      fmt::format("{} beside the containers + {} for all containers, each at the highest that a run measured = {} ({}% of {})",
                  format_bytes(need.beside), format_bytes(need.containers), format_bytes(need.beside + need.containers),
                  percent_of(need.beside + need.containers, total), format_bytes(total)));
  if (need.host)
    it.evidence.push_back(fmt::format("the most that earlier runs measured of the host: {}", format_bytes(*need.host)));
  it.evidence.push_back(fmt::format("the containers' peaks since their start, with an unknown share of page cache: {} together",
                                    format_bytes(need.peaks)));
  it.evidence.push_back(fmt::format("the findings on runtimes or on duplicates, whichever gives back more, {}: {} remain ({}%)",
                                    format_bytes(fixes), format_bytes(after), percent_of(after, total)));
  it.costs =
      enough_after ? "nothing, if they are fixed" : fmt::format("a host with {} GiB", next_size(total, after).value / gibibyte);
  it.to_do =
      enough_after ? "Fix those first." : "Fix what can be fixed, then resize the host to that much memory; the disk can stay.";
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
