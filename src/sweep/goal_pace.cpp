#include "sweep/goal_pace.hpp"

#include <algorithm>

namespace dropsweep {

goal_pace::goal_pace(disk_goal goal, const file_system& now) : goal_(std::move(goal)) { measured(now); }

bool goal_pace::has_room(byte_count claim) const {
  if (may_come_late()) return false;
  const int unmeasured = under_way_.number + ended_.number + asked_.number;
  if (unmeasured == 0) return true;
  const auto claims = under_way_.claims + ended_.claims + asked_.claims + claim;
  return unmeasured < most_unmeasured && claims <= byte_count{missing_.value / 2};
}

bool goal_pace::should_measure(byte_count next_claim) const {
  return ended_.number > 0 && (ended_.number >= many_ended || !has_room(next_claim));
}

void goal_pace::began(byte_count claim) {
  ++under_way_.number;
  under_way_.claims += claim;
}

void goal_pace::ended(byte_count claim, byte_count given_back) {
  --under_way_.number;
  under_way_.claims = under_way_.claims - claim;
  ++ended_.number;
  ended_.claims += given_back;
}

void goal_pace::asked() {
  asked_.number += ended_.number;
  asked_.claims += ended_.claims;
  ended_ = {};
}

void goal_pace::measured(const file_system& now) {
  const auto gained = used_ - now.used;
  // What those before the last ones claimed in vain will not come any more.
  late_ = std::max((asked_.number > 0 ? asked_.claims : late_) - std::max(gained, byte_count{}), byte_count{});
  asked_ = {};
  used_ = now.used;
  missing_ = missing_to(goal_, now);
  reached_ = is_reached(goal_, now);
}

bool goal_pace::may_come_late() const {
  return !reached_ && late_.value > 0 && late_ >= missing_ && vain_waits_ < most_vain_waits;
}

void goal_pace::waited_in_vain() {
  ++vain_waits_;
  late_ = {};
}

}  // namespace dropsweep
