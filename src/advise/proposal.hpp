// What a limit should be, and the lines that set it: pure.
#pragma once

#include "advise/view.hpp"

namespace dropsweep {

// What is known of how much a container needs.
struct memory_basis {
  std::optional<byte_count> peak;      // since its start, with the page cache
  std::optional<byte_count> recorded;  // the most that earlier runs measured, without it
  std::optional<byte_count> used;      // now, without it
  std::optional<byte_count> whole;     // the host's memory
};

// A quarter above the highest that was ever seen of it, at least 32 MiB, in steps of 16 MiB. The peak counts the page cache too,
// so that a limit by it is more likely too high than too low. Where the kernel keeps no peak (before 5.19 with cgroup v2), a
// measurement is of one moment: twice the highest of them. A limit that is most of the host's memory holds nothing back, and so
// high a peak is mostly page cache: then half of the host, or twice the highest measurement where that is more. What takes the
// whole host has no limit.
struct memory_proposal {
  byte_count limit, reservation;
  bool held = false;  // less than its peak asks for
};
std::optional<memory_proposal> propose(const memory_basis& on);

byte_count rounded_up(byte_count size);  // to the next 16 MiB
std::string mebibytes(byte_count size);  // "96M", as Docker and Compose read it

// `name` must be one that can be pasted. With swap, which the engine would otherwise refuse to have below the new limit.
std::string update_command(std::string_view name, byte_count limit);

std::string lines_of_text(const std::vector<std::string>& lines, std::size_t most);

}  // namespace dropsweep
