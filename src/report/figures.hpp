// The before/after table of one host, for console and summary alike.
#pragma once

#include <string>
#include <vector>

#include "model/record.hpp"

namespace dropsweep {

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
