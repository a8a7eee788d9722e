// The schedule's own shell on the host, of host_shell's kind.
#pragma once

#include <string_view>

namespace dropsweep {

// For a POSIX shell, as root; made of schedule_script/*.sh in the order of their numbers. Requests, one line each:
//   hold SECONDS       keeps others from installing or removing until the shell ends, by itself after so long: "held", or "taken"
//   look               who we are, what keeps time there, and each of our files with its mode, owner and sum (host_side.hpp)
//   put NAME N SUM     replaces a place (places.hpp) by the N bytes that follow, if these have the sum; atomic; "written", or
//                      "failed WHY", and the shell ends: what follows would be read as requests. What a timer may start already
//                      (program, config, service) waits beside its place for "settle", and goes when the shell ends before
//   drop NAME          takes one away
//   activate           has the timekeeper know, and counts the time from now on: "active", or "failed WHY"
//   verify             a dry run of what was put: "exit CODE", then the end of what it said; what waits goes if that is not 0
//   settle             what waits takes its place: "settled", or "failed WHY"
//   start              starts it now, as the timekeeper would; "started"
//   follow             "running", or "ended CODE"; then what it has said since
//   remove             takes all of it away, "all" the reports too: lines "removed PATH", "kept PATH" of what is not ours,
//                      and "left PATH: WHY" of what is ours and still there; then "end"
extern const std::string_view schedule_script;

}  // namespace dropsweep
