// What ~/.ssh/config says about a host, as OpenSSH's client reads it: `ssh -G`. Blocks, and is meant for before anything begins.
#pragma once

#include <expected>
#include <optional>
#include <string>

#include "core/time.hpp"
#include "inputs/settings.hpp"

namespace dropsweep {

// The answer; nullopt when this machine has no ssh. The child gets these variables but for our own inputs, some of which are
// secrets.
std::expected<std::optional<std::string>, std::string> ask_openssh(const ssh_address& about,
                                                                   const std::map<std::string, std::string>& environment,
                                                                   span patience = std::chrono::seconds{10});

}  // namespace dropsweep
