// What became of each planned item.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/plan.hpp"

namespace dropsweep {

enum class fate {
  removed,       // the engine confirmed it
  kept_changed,  // looked different just before: changed, newly used, or gone already
  kept_in_use,   // the engine refused with 409
  failed,        // the engine answered an error
  unknown,       // asked for, no answer seen (cut off, cancelled)
  not_started,   // cancelled or lost before its turn
  not_needed,    // there was room enough before its turn
};

std::string_view name(fate what);  // "removed", "kept: changed since the plan", "kept: in use", ...

// The detail of what somebody else removed first.
inline constexpr std::string_view gone_already = "it was gone already";
inline constexpr std::string_view off_the_list = "it was not on the engine's list any more";  // a build cache record

struct outcome {
  dropsweep::item item;
  dropsweep::fate fate = fate::not_started;
  foreign engine_words;                 // for kept_in_use, failed
  std::string detail;                   // ours: what had changed
  std::optional<byte_count> reclaimed;  // the engine's own claim, where it makes one (build cache); else the item's size counts
};

byte_count claim_of(const outcome& one);  // what its removal gave back, as the engine has it; 0 when it was not removed

bool is_kept(fate what);
bool is_trouble(fate what);  // failed, unknown, not_started: what makes a sweep partial

struct removed_counts {
  std::int64_t containers = 0, images = 0, volumes = 0, networks = 0, cache_records = 0;
  byte_count claimed;
};
removed_counts count_removed(const std::vector<outcome>& outcomes);

}  // namespace dropsweep
