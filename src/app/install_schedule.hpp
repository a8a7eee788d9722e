// `schedule install`: what differs is written, in an order in which a connection that breaks leaves nothing that starts half a
// sweep; then a dry run of it; then what starts it.
#pragma once

#include "app/schedule_shell.hpp"
#include "connect/digest.hpp"

namespace dropsweep {

task<void> install_schedule(host_visit& visit, schedule_shell& shell, const host_side& there);

// "systemd keeps time there; dropsweep 0.1.0 is installed".
std::string found_words(const host_side& there);

// "0 3 * * 0 (UTC), by systemd; next run 2026-11-29T03:00:00Z".
std::string when_words(const schedule_history& seen, timekeeper by);

}  // namespace dropsweep
