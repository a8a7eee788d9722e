// What is to be on a host that starts sweeps by itself.
#pragma once

#include <string>
#include <vector>

#include "core/cron.hpp"
#include "schedule/places.hpp"

namespace dropsweep {

// What starts programs at their times there.
enum class timekeeper {
  none,
  systemd,
  cron_folder,  // /etc/cron.d
  crontab,      // root's alone (busybox)
};

struct wanted_file {
  place where;
  std::string text;
};

// The config file. `inputs`: lines of the policy; `docker_socket`: where the engine listens on the host itself.
wanted_file config_file(std::string_view inputs, std::string_view docker_socket, timekeeper by);

// What makes it happen, in the order in which it is to be written: the one that starts it comes last.
std::vector<wanted_file> timer_files(const cron_schedule& at, timekeeper by);

}  // namespace dropsweep
