// Volumes: those that nobody mounts, and those that grow.
#include <fmt/format.h>

#include "advise/rules.hpp"
#include "advise/trend_of.hpp"

namespace dropsweep {

namespace {

constexpr byte_count unused_least{50'000'000};
constexpr byte_count growth_least{50'000'000};   // a day
constexpr double full_within = 90;               // days, if it were that volume alone
constexpr std::int64_t disk_percent_least = 30;  // a volume that takes so much of the disk is worth a word by itself

std::string line_of(const advice_view& of, const volume& one) {
  const auto growth = growth_of(of.seen, tracked_size::kind::volume, one.name.raw(), one.created, one.size);
  return fmt::format("{}: {}{}{}", one.name, one.size ? format_bytes(*one.size) : "size unknown",
                     is_mounted(of, one) ? "" : ", mounted by no container",
                     growth ? fmt::format(", +{} a day", format_bytes(growth->a_day)) : "");
}

std::vector<const volume*> biggest_first(const survey& seen) {
  std::vector<const volume*> all;
  all.reserve(seen.volumes.size());
  for (const auto& one : seen.volumes) all.push_back(&one);
  std::ranges::stable_sort(all, [](const volume* a, const volume* b) { return a->size > b->size; });
  return all;
}

void add_unused(findings& to, const advice_view& of) {
  byte_count sum;
  std::vector<std::string> lines;
  for (const auto* one : biggest_first(of.seen)) {
    if (is_mounted(of, *one) || !one->size || one->size->value <= 0) continue;
    sum += *one->size;
    lines.push_back(line_of(of, *one));
  }
  if (sum < unused_least) return;
  finding it{.rule = "unused-volumes", .topic = advice_topic::disk};
  it.what =
      fmt::format("{} that no container mounts hold {}", counted(std::ssize(lines), "volume", "volumes"), format_bytes(sum));
  add_evidence(it, std::move(lines));
  it.bytes = sum;
  it.costs = fmt::format("{} of disk", format_bytes(sum));
  it.to_do =
      "Look into each before it goes: a project that is down for a while mounts nothing. dropsweep takes anonymous ones a week "
      "after the second run that saw them unused.";
  to.push_back(std::move(it));
}

void add_growing(findings& to, const advice_view& of) {
  const auto& disks = of.seen.host.disks;
  std::vector<std::string> lines;
  byte_count size, a_day;
  for (const auto* one : biggest_first(of.seen)) {
    const auto growth = growth_of(of.seen, tracked_size::kind::volume, one->name.raw(), one->created, one->size);
    const bool fast = growth && growth->a_day >= growth_least && !disks.empty() &&
                      static_cast<double>(disks.front().available.value) < full_within * static_cast<double>(growth->a_day.value);
    const bool large = one->size && !disks.empty() && percent_of(*one->size, disks.front().size) >= disk_percent_least;
    if (!fast && !large) continue;
    size += one->size.value_or(byte_count{});
    a_day += growth ? growth->a_day : byte_count{};
    lines.push_back(line_of(of, *one));
  }
  if (lines.empty()) return;
  finding it{
      .rule = "large-volumes", .topic = advice_topic::disk, .how_soon = a_day >= growth_least ? urgency::soon : urgency::saving};
  it.what = fmt::format("{} {} of the disk{}", counted(std::ssize(lines), "volume holds", "volumes hold"), format_bytes(size),
                        a_day >= growth_least ? fmt::format(" and grow by {} a day", format_bytes(a_day)) : "");
  add_evidence(it, std::move(lines));
  it.bytes = size;
  it.costs = fmt::format("{} of disk", format_bytes(size));
  it.to_do =
      "Let what is old go: the input tasks does it before each sweep, for example with a DELETE, or with a request to the vector "
      "store.";
  it.snippets.push_back({"the step's inputs",
                         "tasks: |\n  exec YOUR-DATABASE within=2m: psql -U app -d app -c \"DELETE FROM events WHERE made < "
                         "now() - interval '30 days'\"\n"});
  to.push_back(std::move(it));
}

}  // namespace

findings on_volumes(const advice_view& of) {
  findings all;
  add_unused(all, of);
  add_growing(all, of);
  return all;
}

}  // namespace dropsweep
