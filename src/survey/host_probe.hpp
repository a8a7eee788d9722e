// What the Engine's API does not say of its host: how full the disks are, memory, load, and when each image arrived.
// One constant script, a few milliseconds, nothing written; and the pure reader of what it prints.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "model/survey.hpp"

namespace dropsweep {

// For a POSIX shell (dash, bash, busybox). Reads DockerRootDir as a line of its standard input.
extern const std::string_view host_probe_script;
inline constexpr std::size_t host_probe_most = 1u << 20;  // bytes of output: 12,000 images

struct host_probe {
  host_facts facts;
  std::map<object_id, instant> arrived;  // images, with overlay2 and where the account may look
  bool complete = false;                 // its end was seen
};

// Never fails: what cannot be read is unknown. `root_dir`: what the script was given.
// The disk of DockerRootDir comes first, or that of containerd when the images live there.
host_probe read_host_probe(std::string_view output, const std::string& root_dir, bool containerd_store);

}  // namespace dropsweep
