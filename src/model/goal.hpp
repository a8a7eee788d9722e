// How much room a sweep is to make on the engine's disk, and when that is enough.
#pragma once

#include <optional>
#include <string>

#include "model/survey.hpp"

namespace dropsweep {

struct disk_goal {
  std::optional<int> at_most_full;      // disk-target: percent, as `df` counts it
  std::optional<byte_count> available;  // free: what `df` calls available
  std::string free_as_given;            // "3GiB"

  bool is_set() const { return at_most_full || available; }
};

bool is_reached(const disk_goal& goal, const file_system& disk);
// What has to be given back until then; 0 when it is reached.
byte_count missing_to(const disk_goal& goal, const file_system& disk);

std::string words_of(const disk_goal& goal);  // "disk-target 60% and free 3GiB", as the inputs call them
std::string standing_at(const disk_goal& goal, const file_system& disk);

// What a run with a goal saw of the disk.
struct goal_page {
  disk_goal goal;
  std::optional<file_system> disk;  // when it was measured last; nullopt: never
  bool reached = false;
  std::string unmeasured;  // why it can't be measured (any more): a phrase
};

// Whether what was promised with `free` is not there at the end, or cannot be shown to be. A disk-target is where to stop, and no
// promise.
bool falls_short(const goal_page& page);

}  // namespace dropsweep
