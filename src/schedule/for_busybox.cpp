#include "schedule/for_busybox.hpp"

#include <fmt/ranges.h>

#include <array>
#include <vector>

#include "core/take_until.hpp"

namespace dropsweep {

std::optional<std::string> for_busybox(const cron_schedule& when) {
  std::array<std::string_view, 5> fields;
  std::string_view rest(when.text);
  for (auto& field : fields) field = take_until(rest, ' ');
  auto& [minute, hour, day, month, weekday] = fields;

  std::vector<std::size_t> days;
  for (std::size_t number = 1; number <= 31; ++number) {
    if (when.days.test(number)) days.push_back(number);
  }
  const bool any_day = days.size() == 31, any_weekday = when.weekdays.all();
  if (!when.either_day && !any_day && !any_weekday) return std::nullopt;
  if (any_day && any_weekday) return when.text;
  // It asks which days are named, not how: of "1 * 0-6" it would take the first alone.
  if (when.either_day && (any_day || any_weekday)) day = weekday = "*";
  // A step counts from day 0 there, elsewhere from 1.
  const auto list = fmt::format("{}", fmt::join(days, ","));
  if (day.starts_with("*/")) day = list;
  return fmt::format("{}", fmt::join(fields, " "));
}

}  // namespace dropsweep
