#include "schedule/files.hpp"

#include <fmt/format.h>

#include "schedule/for_busybox.hpp"
#include "schedule/on_calendar.hpp"

namespace dropsweep {

namespace {

std::string command_line() { return fmt::format("{} sweep --config {}", program_place.path, config_place.path); }

// root's home is where sweeps over SSH keep the ledger: User=root has systemd set HOME, as cron does by itself.
std::string service() {
  return fmt::format(
      "{}[Unit]\nDescription=dropsweep: sweep of this Docker host\nAfter=docker.service\n\n"
      "[Service]\nType=oneshot\nUser=root\nExecStart={}\nNice=10\nNoNewPrivileges=yes\n",
      heading, command_line());
}

// Within a minute (the default) several timers of a host would meet; ours says when it comes.
std::string timer(const cron_schedule& at) {
  std::string text = fmt::format("{}[Unit]\nDescription=dropsweep: {} (UTC)\n\n[Timer]\n", heading, at.text);
  for (const auto& one : on_calendar(at)) text += fmt::format("OnCalendar={}\n", one);
  return text + "Persistent=true\nAccuracySec=1s\nUnit=dropsweep.service\n\n[Install]\nWantedBy=timers.target\n";
}

std::string cron_file(const cron_schedule& at) {
  return fmt::format("{}SHELL=/bin/sh\nPATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n{} root {}\n", heading,
                     at.text, command_line());
}

// The mark at its end is what it is found by; for the shell that cron starts it is a comment.
std::string crontab_line(const cron_schedule& at) {
  return fmt::format("{} {} # dropsweep schedule\n", for_busybox(at).value_or(at.text), command_line());
}

}  // namespace

wanted_file config_file(std::string_view inputs, std::string_view docker_socket, timekeeper by) {
  auto text = fmt::format("{}host: unix://{}\nreport-folder: {}\n", heading, docker_socket, report_folder);
  // What a unit of systemd prints is kept by the journal.
  if (by != timekeeper::systemd) text += fmt::format("log-file: {}\n", log_file);
  return {config_place, text.append(inputs)};
}

std::vector<wanted_file> timer_files(const cron_schedule& at, timekeeper by) {
  switch (by) {
    case timekeeper::systemd: return {{service_place, service()}, {timer_place, timer(at)}};
    case timekeeper::cron_folder: return {{cron_place, cron_file(at)}};
    case timekeeper::crontab: return {{crontab_place, crontab_line(at)}};
    case timekeeper::none: break;
  }
  return {};
}

}  // namespace dropsweep
