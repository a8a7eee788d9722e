// When disk or memory will be full if all goes on as it did, and containers that only ever grow.
#include <fmt/format.h>

#include "advise/rules.hpp"
#include "advise/trend_of.hpp"

namespace dropsweep {

namespace {

constexpr double full_soon = 60, full_now = 7;  // days
constexpr double leak_within = 30;              // days until its limit, or until the host has no more
constexpr byte_count leak_least{5 * mebibyte};  // a day

std::string grown(const trend_numbers& trend) {
  std::string text;
  for (const auto& one : trend.grew) text += (text.empty() ? "" : ", ") + one;
  return text.empty() ? "nothing grew since the last run" : "since the last run: " + text;
}

bool grew_since_last(const trend_numbers& trend, std::string_view what) {
  return std::ranges::any_of(trend.grew, [&](const std::string& one) { return one.starts_with(what); });
}

void add_full(findings& to, const trend_numbers& trend, std::string_view what, const std::optional<double>& days,
              const std::optional<byte_count>& a_day, const trend_numbers::basis& by, bool grows_still, std::string_view to_do) {
  if (!days || !a_day || *days > full_soon || !grows_still) return;
  finding it{.rule = fmt::format("{}-trend", what),
             .topic = advice_topic::trend,
             .how_soon = *days <= full_now ? urgency::now : urgency::soon};
  it.what = fmt::format("The {} is full in {} if all goes on as it did", what, days_words(*days));
  it.evidence.push_back(
      fmt::format("+{} a day, by {} measurements in {}", format_bytes(*a_day), by.measurements, format_age(by.over)));
  it.evidence.push_back(grown(trend));
  it.bytes = *a_day;
  it.costs = fmt::format("{} each day", format_bytes(*a_day));
  it.to_do = to_do;
  to.push_back(std::move(it));
}

void add_leaks(findings& to, const advice_view& of) {
  std::vector<std::string> lines;
  byte_count sum;
  for (const auto* one : running_containers(of.seen)) {
    const auto growth = growth_of(of.seen, tracked_size::kind::memory, one->name.raw(), one->started, one->memory_used);
    if (!growth || growth->a_day < leak_least) continue;
    const auto room = one->memory_limit ? std::optional(*one->memory_limit - *one->memory_used) : of.seen.host.memory_available;
    if (!room) continue;
    const auto days = static_cast<double>(std::max<std::int64_t>(room->value, 0)) / static_cast<double>(growth->a_day.value);
    if (days > leak_within) continue;
    sum += growth->a_day;
    lines.push_back(fmt::format("{}: {} now, +{} a day since {}; at its end in {}", one->name, format_bytes(*one->memory_used),
                                format_bytes(growth->a_day), format_instant(growth->since), days_words(days)));
  }
  if (lines.empty()) return;
  finding it{.rule = "memory-growth", .topic = advice_topic::trend, .how_soon = urgency::soon};
  it.what = fmt::format("{} more memory each day without having started anew",
                        counted(std::ssize(lines), "container takes", "containers take"));
  add_evidence(it, std::move(lines));
  it.bytes = sum;
  it.costs = fmt::format("{} each day", format_bytes(sum));
  it.to_do =
      "It looks like a leak: give it a limit, and restart it before it gets there (the input restart: rolling does it without "
      "downtime) until it is found.";
  to.push_back(std::move(it));
}

}  // namespace

findings on_trend(const advice_view& of, const trend_numbers& trend) {
  findings all;
  add_full(all, trend, "disk", trend.days_until_disk_full, trend.disk_a_day, trend.disk_by, grew_since_last(trend, "disk +"),
           "Find what grows in the line above: images and build cache go with a sweep, logs with rotation, volumes only with "
           "what their services delete.");
  add_full(all, trend, "memory", trend.days_until_memory_full, trend.memory_a_day, trend.memory_by,
           grew_since_last(trend, "memory +"), "Find the container that grows, and give it a limit.");
  add_leaks(all, of);
  return all;
}

}  // namespace dropsweep
