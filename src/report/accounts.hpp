// What the engine claims that came back, beside what the disk shows, and why the two differ: only as far as the surveys before
// and after bear witness, each with its number; the rest is called unexplained.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/record.hpp"

namespace dropsweep {

enum class cause {
  image_layers,     // shared by images, so that none of them claims them or several do
  kept_by_cache,    // the layers of removed images that the build cache has too
  claimed_twice,    // the layers that removed images and removed records of the build cache had in common
  build_cache,      // came, or the engine dropped it by itself
  writable_layers,  // of containers that stay
  volumes,
  container_logs,  // and the other small files of containers, which the engine counts nowhere
};
std::string_view machine_word(cause why);

struct difference {
  cause why{};
  byte_count more;  // came back than was claimed; negative: less
};

struct accounts {
  byte_count claimed;
  std::optional<byte_count> measured;     // unknown without both looks at the same disk
  std::vector<difference> differences;    // none of them 0
  std::optional<byte_count> unexplained;  // claimed + differences + unexplained = measured
};

accounts accounts_of(const host_record& host);

// In sentences; "" when nothing was removed. What is less than a hundredth of the claim, or than a megabyte, is not told.
std::string in_sentences(const accounts& of, const host_record& host);

}  // namespace dropsweep
