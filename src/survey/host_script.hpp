// What a host_shell runs on the host.
#pragma once

#include <string_view>

namespace dropsweep {

// For a POSIX shell (dash, bash, busybox), made of host_script/*.sh in the order of their numbers. Requests, one line each:
//   probe ROOT       how full the disks are, memory, load, arrival of images, and signs that somebody works on the host
//   disk ROOT        the disks alone
//   lock SECONDS SOCKET OWNER
//                    takes the host lock, for so long at most, or says who has it; SOCKET: the engine's
//   ledger           "kept", or "unkept WHY" where it cannot be written; then its lines (survey/ledger.hpp)
//   write-ledger N   replaces it by the N bytes that follow; atomic; "written", or nothing
//   numbers          what runs measured (survey/numbers.hpp), nothing where there is none
//   write-numbers N  as write-ledger
//   advice ROOT      memory, its pressure, peaks of containers, sizes of their logs, and of a few folders beside the engine
//   schedule         of sweeps that the host starts by itself: when, and what became of the last ones (schedule/history.hpp)
// Each answer stands between two marks, so that what a login shell says of its own is told apart.
extern const std::string_view host_script;
inline constexpr std::string_view begin_mark = "dropsweep begin\n", end_mark = "dropsweep end\n";

}  // namespace dropsweep
