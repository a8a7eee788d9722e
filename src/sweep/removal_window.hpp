// How many removals are on their way at once. A far-away engine needs many to stay busy; but what is on its way cannot be called
// back, and is unknown when the connection is cut. So one more after an answer that came about as soon as the soonest, one fewer
// after one that had to wait: what stands in the engine's queue stays below half a second's work, whatever the engine's speed.
#pragma once

#include <algorithm>

#include "core/time.hpp"

namespace dropsweep {

class removal_window {
 public:
  explicit removal_window(unsigned most) : most_(std::max(1u, most)), now_(std::min(most_, at_first)) {}

  bool has_room() const noexcept { return in_flight_ < now_; }
  unsigned size() const noexcept { return now_; }

  void answered(span took) {
    soonest_ = std::min(soonest_, took);
    if (took < std::min(soonest_ + short_wait, longest_way)) {
      now_ = std::min(now_ + 1, most_);
    } else if (took > soonest_ + long_wait || took > longest_way) {
      now_ = std::max(now_ - 1, std::min(most_, at_least));
    }
  }

  // One item's place, from its look to its answer.
  class place {
   public:
    explicit place(removal_window& in) : in_(in) { ++in_.in_flight_; }
    ~place() { --in_.in_flight_; }
    place(const place&) = delete;
    place& operator=(const place&) = delete;

   private:
    removal_window& in_;
  };

 private:
  static constexpr unsigned at_first = 16;
  static constexpr unsigned at_least = 4;
  static constexpr span short_wait = std::chrono::milliseconds{250};
  static constexpr span long_wait = std::chrono::milliseconds{500};
  static constexpr span longest_way = std::chrono::seconds{2};  // no round trip takes longer

  unsigned most_, now_, in_flight_ = 0;
  span soonest_ = std::chrono::hours{1};
};

}  // namespace dropsweep
