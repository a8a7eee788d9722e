#include "schedule/on_calendar.hpp"

#include <fmt/format.h>

#include <array>

namespace dropsweep {

namespace {

constexpr std::array weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

// "*", or "01,02,15": each value from `first` on, with commas between.
template <std::size_t N>
std::string listed(const std::bitset<N>& values, std::size_t first) {
  std::string text;
  bool all = true;
  for (auto value = first; value < N; ++value) {
    if (values[value]) text += fmt::format("{}{:02}", text.empty() ? "" : ",", value);
    all = all && values[value];
  }
  return all ? "*" : text;
}

// "Mon,Tue ", or nothing when every day of the week is as good.
std::string weekdays_of(const std::bitset<7>& values) {
  if (values.all()) return "";
  std::string text;
  for (std::size_t day = 0; day < weekdays.size(); ++day) {
    if (values[day]) text += fmt::format("{}{}", text.empty() ? "" : ",", weekdays[day]);
  }
  return text + " ";
}

std::string expression(const cron_schedule& when, const std::bitset<7>& days_of_the_week, const std::string& days) {
  return fmt::format("{}*-{}-{} {}:{}:00 UTC", weekdays_of(days_of_the_week), listed(when.months, 1), days, listed(when.hours, 0),
                     listed(when.minutes, 0));
}

}  // namespace

std::vector<std::string> on_calendar(const cron_schedule& when) {
  const auto days = listed(when.days, 1);
  if (!when.either_day) return {expression(when, when.weekdays, days)};
  // Several of them in a timer are as many times, whichever comes.
  return {expression(when, std::bitset<7>().set(), days), expression(when, when.weekdays, "*")};
}

}  // namespace dropsweep
