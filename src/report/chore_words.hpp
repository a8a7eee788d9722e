// What became of the tasks that were to be done before the sweep.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/record.hpp"

namespace dropsweep {

struct told_number {
  std::int64_t number = 0;
  std::string_view of;  // "rows", "bytes", "points"

  friend bool operator==(const told_number&, const told_number&) = default;
};

// The last number in an output that says what it counts: a tag of PostgreSQL ("DELETE 1234"), or a number next to its word
// ("12 rows deleted", "\"deleted_points\": 3", "freed 4096 bytes"). Pure.
std::optional<told_number> number_in(std::string_view output);

std::int64_t undone(const host_record& host);

// "2 tasks done", "1 of 2 tasks not done"; empty when there were none.
std::string chore_words(const host_record& host);

// "exit code 0, 1234 rows": what one came to.
std::string came_to(const chore_report& one);

}  // namespace dropsweep
