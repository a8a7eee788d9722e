// A time as cron has it in the words of systemd's timers.
#pragma once

#include <string>
#include <vector>

#include "core/cron.hpp"

namespace dropsweep {

// Values of OnCalendar=, in UTC: "Sun *-*-* 03:00:00 UTC". Two where cron means either of two kinds of days.
std::vector<std::string> on_calendar(const cron_schedule& when);

}  // namespace dropsweep
