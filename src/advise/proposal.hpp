// What a limit should be, and the lines that set it: pure.
#pragma once

#include "advise/view.hpp"

namespace dropsweep {

// A quarter above the highest that was ever seen of it, at least 32 MiB, in steps of 16 MiB. The peak counts the page cache too,
// so that a limit by it is rather too high than too low: nothing that ran until now dies of it.
struct memory_proposal {
  byte_count limit, reservation;
};
std::optional<memory_proposal> propose(const std::optional<byte_count>& peak, const std::optional<byte_count>& used);

byte_count rounded_up(byte_count size);  // to the next 16 MiB
std::string mebibytes(byte_count size);  // "96M", as Docker and Compose read it

// `name` must be one that can be pasted. With swap, which the engine would otherwise refuse to have below the new limit.
std::string update_command(std::string_view name, byte_count limit);

std::string lines_of_text(const std::vector<std::string>& lines, std::size_t most);

}  // namespace dropsweep
