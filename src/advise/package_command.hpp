// What an instruction tells a package manager: pure.
#pragma once

#include <string_view>

#include "advise/instruction.hpp"

namespace dropsweep {

// A program that installs, removes and caches packages, with what it was told: "python3 -m pip install x" is pip's.
struct package_command {
  std::string_view manager, verb;  // "" = none
  std::size_t after = 0;           // the words behind the verb begin here
};
package_command package_command_of(const instruction_command& of);

bool is_install(const package_command& of);

}  // namespace dropsweep
