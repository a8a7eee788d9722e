// What advise/ found: each finding with its evidence, its cost, what to do and what to paste. Text in it went through the
// sanitiser; a snippet holds no word of the host's but names that are letters, digits, dots and dashes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.hpp"
#include "core/foreign.hpp"
#include "core/time.hpp"
#include "model/advice_facts.hpp"

namespace dropsweep {

enum class advice_topic { memory, runtimes, images, disk, databases, trend, droplet };
std::string_view name(advice_topic topic);

// What comes first; within one of them, what costs most.
enum class urgency {
  now,   // it hurts already: kills, pressure, a disk about to be full
  soon,  // nothing holds it back
  saving,
};
std::string_view name(urgency how);

struct snippet {
  std::string place;  // where it goes: "compose.yaml", "/etc/docker/daemon.json", "on the host"
  std::string text;
};

struct finding {
  std::string rule;  // "missing-limits": stable, for machines
  advice_topic topic{};
  urgency how_soon = urgency::saving;
  std::string what;                   // a sentence without its full stop
  std::vector<std::string> evidence;  // each with its number
  std::optional<byte_count> bytes;    // what it costs, where that is a number
  std::string costs;                  // and in words
  std::string to_do;
  std::vector<snippet> snippets;
};

// A running container beside its limit.
struct memory_line {
  foreign name;
  std::optional<byte_count> used, cache, peak, limit;
  std::optional<std::int64_t> kills;
};

struct trend_numbers {
  // What a line is drawn through: without the measurements of a host of another size.
  struct basis {
    std::size_t measurements = 0;
    span over{};
  };
  std::size_t runs = 0;  // earlier ones that are remembered
  std::optional<span> over;
  std::optional<byte_count> disk_a_day, memory_a_day;
  basis disk_by, memory_by;
  std::optional<double> days_until_disk_full, days_until_memory_full;
  std::vector<std::string> grew;  // since the last run, by kind
};

struct advice_page {
  std::optional<byte_count> memory_total, memory_used, page_cache, swap_total, swap_used;
  std::optional<memory_pressure> pressure;
  std::vector<memory_line> containers;  // biggest first
  trend_numbers trend;
  std::vector<finding> findings;  // most valuable first
  std::vector<std::string> unknown;
};

}  // namespace dropsweep
