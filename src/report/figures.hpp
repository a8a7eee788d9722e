// The numbers of one host, taken from its record once: console, summary, outputs and JSON show the same ones.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/record.hpp"

namespace dropsweep {

std::int64_t total(const removed_counts& counts);
std::int64_t count_fates(const host_record& host, fate what);

// How far the disk that holds the engine's data got emptier; negative when it filled up meanwhile. Unknown without both looks at the same disk.
std::optional<byte_count> measured(const host_record& host);
std::optional<int> disk_percent_before(const host_record& host);
std::optional<int> disk_percent_after(const host_record& host);

// Every host that removed something.
removed_counts count_removed(const run_record& run);
std::optional<byte_count> measured(const run_record& run);

// One cell of the before/after table; an empty half is unknown or says nothing.
struct amount {
  std::string count;  // "59", "82%", "-38"
  std::string size;   // "19.45 GB", "-12.4 GB"
};

struct figure_row {
  std::string what;  // "images", "disk", ...
  amount before, after, change;
};

struct figure_table {
  // Empty headings: the column is not there.
  std::string before, after, change;
  std::vector<figure_row> rows;
};

// before / after / change once both are known; now / would go for a dry run; before / removed when the second look is missing.
// No rows when nothing was seen.
figure_table figures(const host_record& host, dry_run dry);

}  // namespace dropsweep
