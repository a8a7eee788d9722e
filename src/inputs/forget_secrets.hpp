// Secrets end where they were needed last: those of the environment when they have been read, those of the settings when every
// host let us in.
#pragma once

#include "inputs/settings.hpp"

namespace dropsweep {

// Wipes the values of all secret inputs in the process's own block of variables, which /proc/PID/environ shows and children
// inherit; the names stay, with nothing behind them.
void forget_secrets(char** variables) noexcept;

void forget_secrets(surroundings& given) noexcept;
void forget_secrets(settings& how) noexcept;

}  // namespace dropsweep
