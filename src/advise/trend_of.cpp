#include "advise/trend_of.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "advise/view.hpp"

namespace dropsweep {

namespace {

struct point {
  instant when;
  double days, bytes;
};

constexpr double milliseconds_a_day = 24.0 * 3600 * 1000;

double days_of(span time) { return static_cast<double>(time.count()) / milliseconds_a_day; }

// Least squares: one run on a busy day bends the line less than the two ends alone would.
std::optional<byte_count> slope(const std::vector<point>& all) {
  if (all.size() < trend_points_least || all.back().when - all.front().when < trend_least) return std::nullopt;
  double x = 0, y = 0;
  for (const auto& one : all) {
    x += one.days / static_cast<double>(all.size());
    y += one.bytes / static_cast<double>(all.size());
  }
  double above = 0, below = 0;
  for (const auto& one : all) {
    above += (one.days - x) * (one.bytes - y);
    below += (one.days - x) * (one.days - x);
  }
  constexpr double absurd = 9e18;  // the numbers are the host's
  return byte_count{std::llround(std::clamp(above / below, -absurd, absurd))};
}

// Without the runs of another size of disk or memory: the host was made larger since.
std::vector<point> points_of(const std::vector<run_numbers>& runs, std::optional<byte_count> run_numbers::* used,
                             std::optional<byte_count> run_numbers::* whole) {
  std::vector<point> all;
  const auto& now = runs.back();
  for (const auto& one : runs) {
    if (one.*used && one.*whole == now.*whole)
      all.push_back({one.when, days_of(one.when - runs.front().when), static_cast<double>((one.*used)->value)});
  }
  return now.*used ? all : std::vector<point>{};
}

trend_numbers::basis basis_of(const std::vector<point>& all) {
  return all.empty() ? trend_numbers::basis{} : trend_numbers::basis{all.size(), all.back().when - all.front().when};
}

std::optional<double> days_until(const std::optional<byte_count>& room, const std::optional<byte_count>& a_day) {
  if (!room || !a_day || a_day->value <= 0) return std::nullopt;
  return static_cast<double>(std::max<std::int64_t>(room->value, 0)) / static_cast<double>(a_day->value);
}

std::vector<std::string> what_grew(const run_numbers& last, const run_numbers& now) {
  std::vector<std::string> lines;
  const auto add = [&](std::string_view what, std::optional<byte_count> was, std::optional<byte_count> is) {
    if (was && is && *is > *was) lines.push_back(fmt::format("{} +{}", what, format_bytes(*is - *was)));
  };
  add("disk", last.disk_used, now.disk_used);
  add("images", last.images, now.images);
  add("containers", last.containers, now.containers);
  add("volumes", last.volumes, now.volumes);
  add("build cache", last.cache, now.cache);
  add("logs", last.logs, now.logs);
  add("memory", last.memory_used, now.memory_used);
  return lines;
}

}  // namespace

trend_numbers trend_of(const survey& found) {
  auto runs = found.earlier.runs;
  const auto now = numbers_as_found(found);
  std::erase_if(runs, [&](const run_numbers& one) { return one.when >= now.when; });
  trend_numbers trend{.runs = runs.size()};
  if (runs.empty()) return trend;
  trend.over = now.when - runs.front().when;
  trend.grew = what_grew(runs.back(), now);
  runs.push_back(now);
  const auto disk = points_of(runs, &run_numbers::disk_used, &run_numbers::disk_size);
  const auto memory = points_of(runs, &run_numbers::memory_used, &run_numbers::memory_total);
  trend.disk_by = basis_of(disk);
  trend.disk_a_day = slope(disk);
  trend.memory_by = basis_of(memory);
  trend.memory_a_day = slope(memory);
  // The room, too, as it was found: the line goes from there.
  if (!found.host.disks.empty()) trend.days_until_disk_full = days_until(found.host.disks.front().available, trend.disk_a_day);
  trend.days_until_memory_full = days_until(found.host.memory_available, trend.memory_a_day);
  return trend;
}

std::optional<growth> growth_of(const survey& seen, tracked_size::kind of, std::string_view name,
                                const std::optional<instant>& born, const std::optional<byte_count>& size_now) {
  if (!born || !size_now) return std::nullopt;
  for (const auto& one : seen.earlier.sizes) {
    if (one.of != of || one.name != name || one.born != *born) continue;
    const auto time = seen.engine.clock - one.first;
    const bool three_points = one.first < one.last && one.last < seen.engine.clock;
    if (time < trend_least || !three_points || *size_now <= one.size_last || one.size_last < one.size_first) return std::nullopt;
    return growth{.a_day = {std::llround(static_cast<double>((*size_now - one.size_first).value) / days_of(time))},
                  .since = one.first};
  }
  return std::nullopt;
}

}  // namespace dropsweep
