// The engine's socket as a command's standard streams, for hosts that forward no sockets and have no docker command.
#pragma once

#include <string>

namespace dropsweep {

// A script for a POSIX shell: the first of socat, nc, python3 and perl that is there and can do it. `socket` is a plain path.
std::string relay_script(const std::string& socket);

}  // namespace dropsweep
