// What a schedule consists of on the host. The scripts (schedule_script, and survey/host_script) know the same paths.
#pragma once

#include <array>
#include <string_view>

namespace dropsweep {

struct place {
  std::string_view name;  // in requests to schedule_script
  std::string_view path;
  std::string_view mode;  // octal, as `stat -c %a` prints it
};

inline constexpr place program_place{"program", "/usr/local/lib/dropsweep/dropsweep", "755"};
inline constexpr place config_place{"config", "/etc/dropsweep/schedule", "600"};
inline constexpr place service_place{"service", "/etc/systemd/system/dropsweep.service", "644"};
inline constexpr place timer_place{"timer", "/etc/systemd/system/dropsweep.timer", "644"};
inline constexpr place cron_place{"cron", "/etc/cron.d/dropsweep", "644"};
// A line among others, which are not ours.
inline constexpr place crontab_place{"crontab", "root's crontab", ""};

inline constexpr std::array all_places{program_place, config_place, service_place, timer_place, cron_place, crontab_place};

// Their first line, by which they are known. The config has it as well.
inline constexpr std::string_view heading =
    "# Written by `dropsweep schedule install`, which replaces it; `dropsweep schedule remove` takes it away.\n";

inline constexpr std::string_view report_folder = "/var/lib/dropsweep/reports";
inline constexpr std::string_view log_file = "/var/log/dropsweep.log";

}  // namespace dropsweep
