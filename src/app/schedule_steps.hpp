// What `schedule` does on a host, in parts.
#pragma once

#include "app/schedule_shell.hpp"

namespace dropsweep {

// What differs is written, in an order in which a connection that breaks leaves nothing that starts half a sweep; then a dry run
// of it; then what starts it.
task<void> install_schedule(host_visit& visit, schedule_shell& shell, const host_side& there);

// Whether one can be installed there; then the program for it: the one that runs here, unless the inputs have another.
result<std::string> program_to_install(const host_visit& visit, const host_side& there);

task<void> tell_schedule_status(host_visit& visit, schedule_shell& shell, const host_side& there);

// "systemd keeps time there; dropsweep 0.1.0 is installed".
std::string found_words(const host_side& there);

// "when: 0 3 * * 0 (UTC), by systemd; next run 2026-11-29T03:00:00Z".
std::string when_words(const schedule_history& seen, timekeeper by);

}  // namespace dropsweep
