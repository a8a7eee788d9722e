// The whole program behind main: what the process was given in, the exit code out.
#pragma once

#include "core/error.hpp"
#include "inputs/settings.hpp"

namespace dropsweep {

exit_code run_program(surroundings& given);

}  // namespace dropsweep
