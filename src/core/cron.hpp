// When something is to happen again and again, as cron has it: "0 3 * * 0". Moments are of UTC.
#pragma once

#include <bitset>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "core/time.hpp"

namespace dropsweep {

struct cron_schedule {
  std::bitset<60> minutes;
  std::bitset<24> hours;
  std::bitset<32> days;  // of the month, from 1
  std::bitset<13> months;
  std::bitset<7> weekdays;  // from Sunday
  // With both kinds of days restricted, cron means either of them; a field that begins with * restricts nothing.
  bool either_day = false;
  std::string text;  // five fields with one blank between, names as numbers: what any cron takes

  friend bool operator==(const cron_schedule&, const cron_schedule&) = default;
};

// Five fields (*, numbers, lists, ranges, steps, names of months and weekdays, 7 for Sunday), or @hourly, @daily, @midnight,
// @weekly, @monthly, @yearly, @annually. What is wrong comes back as a phrase. A time that never comes (February 30) is refused.
std::expected<cron_schedule, std::string> parse_cron(std::string_view text);

// The first moment after this one; nothing when there is none within some forty years.
std::optional<instant> next_after(const cron_schedule& when, instant moment);
// The last one that is not after it.
std::optional<instant> last_until(const cron_schedule& when, instant moment);

}  // namespace dropsweep
