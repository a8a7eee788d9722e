// Lines for a file that is the host's already: added, and never put in its place.
#pragma once

#include <string_view>

namespace dropsweep {

inline constexpr std::string_view keys_for_daemon_json = "add these keys to /etc/docker/daemon.json (keep what is there)";
inline constexpr std::string_view about_an_engine_restart =
    "The engine reads daemon.json when it starts: systemctl restart docker restarts all containers too, unless live-restore is "
    "on.";

}  // namespace dropsweep
