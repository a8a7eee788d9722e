// What is asked for advice alone, beside the survey: processes, histories of images, and what only the host's files say.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/objects.hpp"

namespace dropsweep {

struct container_process {
  byte_count resident;  // pages that it shares with others count for each of them
  foreign command;      // with its arguments, which may hold passwords: to look at, never to show
};

struct container_processes {
  object_id container;
  std::vector<container_process> all;
};

struct image_layer {
  foreign made_by;  // an instruction, which may hold build arguments: never shown as it is
  byte_count size;
  bool cut = false;  // the instruction was longer than what is kept of it
};

struct image_history {
  object_id image;
  std::vector<image_layer> layers;  // oldest first
};

// The kernel killed a process of it because its memory was at the limit (or the host's was).
struct memory_kill {
  object_id container;
  foreign name;
  instant when;
};

// What the engine remembers of them, and of `docker update`, which changes limits.
struct memory_events {
  std::vector<memory_kill> kills;
  std::map<object_id, instant> changed;  // a container's last change
};

// What the kernel counted since the container started; the peak includes the page cache.
struct group_memory {
  std::optional<byte_count> peak;
  std::optional<std::int64_t> kills;
};

// /proc/pressure/memory: the share of time, in percent, in which some (or all) tasks waited for memory.
struct memory_pressure {
  double some_10s = 0, some_60s = 0, some_300s = 0, full_300s = 0;
};

struct folder_size {
  foreign path;
  byte_count size;
};

struct advice_facts {
  std::optional<byte_count> page_cache;  // that the kernel gives back when somebody needs it
  std::optional<memory_pressure> pressure;
  std::map<object_id, group_memory> groups;             // by container
  std::optional<std::map<object_id, byte_count>> logs;  // by container, rotated files too; nullopt: not for this account to see
  std::vector<folder_size> folders;                     // on the engine's disk, beside the engine
  std::vector<container_processes> processes;
  std::vector<image_history> histories;
  memory_events events;              // as far back as the engine remembers
  std::vector<std::string> unknown;  // what could not be seen, as sentences
};

}  // namespace dropsweep
