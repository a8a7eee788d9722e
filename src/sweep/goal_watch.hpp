// The disk, measured between removals until there is room enough.
#pragma once

#include <functional>

#include "net/deadline.hpp"
#include "net/stop_switch.hpp"
#include "sweep/goal_pace.hpp"

namespace dropsweep {

using disk_measure = std::function<task<net_result<file_system>>()>;

class goal_watch {
 public:
  // `page` has the goal and the disk as it was, and is kept up to date.
  goal_watch(goal_page& page, disk_measure measure, stop_switch& stop)
      : page_(page), measure_(std::move(measure)), stop_(stop), pace_(page.goal, page.disk.value()) {}

  // No more is to go: there is room enough, or nobody can say.
  bool ends_the_sweep() const noexcept { return page_.reached || !page_.unmeasured.empty(); }

  bool has_room(byte_count claim) const { return pace_.has_room(claim); }
  bool should_measure(byte_count next_claim) const { return !measuring_ && pace_.should_measure(next_claim); }
  task<void> measure();

  void began(byte_count claim) { pace_.began(claim); }
  void ended(byte_count claim, byte_count given_back) { pace_.ended(claim, given_back); }

 private:
  task<void> measure_once();

  goal_page& page_;
  disk_measure measure_;
  stop_switch& stop_;
  goal_pace pace_;
  bool measuring_ = false;
};

}  // namespace dropsweep
