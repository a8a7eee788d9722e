#include "core/cron.hpp"

#include <cstddef>

namespace dropsweep {

namespace {

using std::chrono::days, std::chrono::hours, std::chrono::minutes, std::chrono::sys_days;

// A 29th of February comes again after eight years at the latest (1896, 1904), and its weekday may have to fit as well.
constexpr days longest_wait{366 * 41};

bool is_due(const cron_schedule& when, sys_days day) {
  const std::chrono::year_month_day date{day};
  if (!when.months[static_cast<unsigned>(date.month())]) return false;
  const bool by_date = when.days[static_cast<unsigned>(date.day())];
  const bool by_weekday = when.weekdays[std::chrono::weekday(day).c_encoding()];
  return when.either_day ? by_date || by_weekday : by_date && by_weekday;
}

bool is_due(const cron_schedule& when, int minute_of_day) {
  return when.hours[static_cast<std::size_t>(minute_of_day / 60)] && when.minutes[static_cast<std::size_t>(minute_of_day % 60)];
}

constexpr int last_minute = 24 * 60 - 1;

int minute_of(instant moment, sys_days day) { return static_cast<int>(std::chrono::floor<minutes>(moment - day).count()); }

}  // namespace

std::optional<instant> next_after(const cron_schedule& when, instant moment) {
  const auto first = std::chrono::floor<days>(moment);
  int from = minute_of(moment, first) + 1;
  for (auto day = first; day <= first + longest_wait; day += days{1}, from = 0) {
    if (!is_due(when, day)) continue;
    for (int minute = from; minute <= last_minute; ++minute) {
      if (is_due(when, minute)) return day + minutes{minute};
    }
  }
  return std::nullopt;
}

std::optional<instant> last_until(const cron_schedule& when, instant moment) {
  const auto last = std::chrono::floor<days>(moment);
  int from = minute_of(moment, last);
  for (auto day = last; day >= last - longest_wait; day -= days{1}, from = last_minute) {
    if (!is_due(when, day)) continue;
    for (int minute = from; minute >= 0; --minute) {
      if (is_due(when, minute)) return day + minutes{minute};
    }
  }
  return std::nullopt;
}

}  // namespace dropsweep
