// How fast a sweep with a goal may go. It is to end as soon as there is room enough, but how much a removal gave back shows only
// when the disk is measured after it. So what is on its way or not measured yet claims at most half of what is missing: far from
// the goal many go at once, near it one at a time, and it is passed by one item at most.
//
// Claims are what a removal gives back at most, with one exception: what removed images share with each other alone, none of
// them claims. Therefore also never more than a few at once.
#pragma once

#include "model/goal.hpp"

namespace dropsweep {

class goal_pace {
 public:
  goal_pace(disk_goal goal, const file_system& now);

  bool reached() const noexcept { return reached_; }
  byte_count missing() const noexcept { return missing_; }

  // Whether one more may go before the disk is measured again.
  bool has_room(byte_count claim) const;
  // Whether something has gone that a measurement would tell of, and it is time for one.
  bool should_measure(byte_count next_claim) const;

  void began(byte_count claim);
  void ended(byte_count claim, byte_count given_back);  // 0: it stayed

  void asked();  // what has ended by now, the measurement tells of
  void measured(const file_system& now);

  // What the last ones claim has not shown on the disk, and would be enough: some file systems count a moment later.
  bool may_come_late() const;
  void waited_in_vain();

 private:
  struct sum {
    int number = 0;
    byte_count claims;
  };
  static constexpr int most_unmeasured = 16, many_ended = 8, most_vain_waits = 2;

  disk_goal goal_;
  byte_count used_, missing_, late_;
  bool reached_ = false;
  sum under_way_, ended_, asked_;
  int vain_waits_ = 0;
};

}  // namespace dropsweep
