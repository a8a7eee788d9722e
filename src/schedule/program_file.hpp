// The program that is installed, as far as its bytes tell.
#pragma once

#include <string_view>

namespace dropsweep {

// The machine that a program of Linux is for, as `uname -m` names it; "" when these bytes are none, "another" for all others.
std::string_view machine_of(std::string_view program);

}  // namespace dropsweep
