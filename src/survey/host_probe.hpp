// What the Engine's API does not say of its host: how full the disks are, memory, load, when each image arrived, and who works on
// it. The pure reader of what the host's shell answers to "probe" (host_shell.hpp).
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "model/survey.hpp"

namespace dropsweep {

inline constexpr std::size_t host_probe_most = 3'000'000;  // bytes of the answer: 30,000 images, 84 bytes each, and the rest

struct host_probe {
  host_facts facts;
  std::map<object_id, instant> arrived;  // images, with overlay2 and where the account may look
};

// Never fails: what cannot be read is unknown. `root_dir`: what the shell was given.
// The disk of DockerRootDir comes first, or that of containerd when the images live there.
host_probe read_host_probe(std::string_view answer, const std::string& root_dir, bool containerd_store);

}  // namespace dropsweep
