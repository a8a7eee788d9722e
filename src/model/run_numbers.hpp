// What earlier runs measured on a host, kept in a small file there, so that growth is a number and no feeling.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/bytes.hpp"
#include "core/time.hpp"

namespace dropsweep {

// As one run found the host, before it removed anything: like is compared with like.
struct run_numbers {
  instant when;  // the engine's clock
  std::optional<byte_count> disk_size, disk_used, memory_total, memory_used, logs, images, containers, volumes, cache;

  friend bool operator==(const run_numbers&, const run_numbers&) = default;
};

// One object over time: the first and the last run that measured it.
struct tracked_size {
  enum class kind { volume, memory } of{};  // a volume's bytes; a running container's memory
  std::string name;
  instant born;  // the volume's creation, the container's start: another one of the same name begins anew
  instant first, last;
  byte_count size_first, size_last;

  friend bool operator==(const tracked_size&, const tracked_size&) = default;
};

struct earlier_numbers {
  std::vector<run_numbers> runs;  // oldest first
  std::vector<tracked_size> sizes;
};

}  // namespace dropsweep
