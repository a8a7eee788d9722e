#include "schedule/for_busybox.hpp"

#include <fmt/ranges.h>

#include <array>
#include <vector>

#include "core/take_until.hpp"

namespace dropsweep {

namespace {

// "*", or "1,2,15": each value from `first` on. It takes only what stands there as a number: it knows no day 7, counts a step
// from day 0 and takes a list of all days as a restriction.
template <std::size_t N>
std::string named(const std::bitset<N>& values, std::size_t first) {
  std::vector<std::size_t> found;
  for (auto value = first; value < N; ++value) {
    if (values.test(value)) found.push_back(value);
  }
  return found.size() == N - first ? "*" : fmt::format("{}", fmt::join(found, ","));
}

}  // namespace

std::optional<std::string> for_busybox(const cron_schedule& when) {
  std::array<std::string_view, 3> fields;
  std::string_view rest(when.text);
  auto& [minute, hour, month] = fields;
  minute = take_until(rest, ' ');
  hour = take_until(rest, ' ');
  take_until(rest, ' ');
  month = take_until(rest, ' ');

  auto day = named(when.days, 1), weekday = named(when.weekdays, 0);
  if (day == "*" || weekday == "*") {
    // Of "1 * 0-6" it would take the first alone.
    if (when.either_day) day = weekday = "*";
  } else if (!when.either_day) {
    return std::nullopt;
  }
  return fmt::format("{} {} {} {} {}", minute, hour, day, month, weekday);
}

}  // namespace dropsweep
