#include "model/goal.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dropsweep {

namespace {

byte_count missing_until(int at_most_full, const file_system& disk) {
  const auto whole = disk.used + disk.available;
  // The percentage of a large number, without a product that does not fit.
  const byte_count may_be_used{whole.value / 100 * at_most_full + whole.value % 100 * at_most_full / 100};
  return disk.used - may_be_used;
}

}  // namespace

bool is_reached(const disk_goal& goal, const file_system& disk) {
  return (!goal.at_most_full || percent_used(disk) <= *goal.at_most_full) &&
         (!goal.available || disk.available >= *goal.available);
}

byte_count missing_to(const disk_goal& goal, const file_system& disk) {
  if (is_reached(goal, disk)) return {};
  byte_count missing{1};  // rounding may not say that nothing is
  if (goal.at_most_full) missing = std::max(missing, missing_until(*goal.at_most_full, disk));
  if (goal.available) missing = std::max(missing, *goal.available - disk.available);
  return missing;
}

std::string words_of(const disk_goal& goal) {
  const auto target = goal.at_most_full ? fmt::format("disk-target {}%", *goal.at_most_full) : std::string();
  if (!goal.available) return target;
  return fmt::format("{}{}free {}", target, target.empty() ? "" : " and ", goal.free_as_given);
}

std::string standing_at(const disk_goal& goal, const file_system& disk) {
  const auto full = goal.at_most_full ? fmt::format("{}% full", percent_used(disk)) : std::string();
  if (!goal.available) return full;
  return fmt::format("{}{}{} available", full, full.empty() ? "" : ", ", format_bytes(disk.available));
}

bool falls_short(const goal_page& page) {
  if (!page.goal.available || page.reached) return false;
  return !page.unmeasured.empty() || !page.disk || page.disk->available < *page.goal.available;
}

}  // namespace dropsweep
