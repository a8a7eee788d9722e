// The schedule's own shell on the host, of host_shell's kind.
#pragma once

#include <string_view>

namespace dropsweep {

// For a POSIX shell, as root; made of schedule_script/*.sh in the order of their numbers. Requests, one line each:
//   look               who we are, what keeps time there, and each of our files with its mode, owner and sum (host_side.hpp)
//   put NAME N SUM     replaces a place (places.hpp) by the N bytes that follow, if these have the sum; atomic; "written", or
//                      "failed WHY", and the shell ends: what follows would be read as requests
//   drop NAME          takes one away
//   activate           has the timekeeper know: "active", or "failed WHY"
//   verify             a dry run of what is installed: "exit CODE", then the end of what it said
//   start              starts it now, as the timekeeper would; "started"
//   follow             "running", or "ended CODE"; then what it has said since
//   remove             takes all of it away, "all" the reports too: a line "removed PATH" for each
extern const std::string_view schedule_script;

}  // namespace dropsweep
