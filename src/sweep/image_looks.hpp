// The second look at images, many at once: two questions for all that go next, asked again once a second while they go. Looking
// at each by itself would cost the engine more than removing it.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <unordered_map>
#include <unordered_set>

#include "sweep/second_look.hpp"

namespace dropsweep {

class image_looks {
 public:
  image_looks(engine_reader& with, asio::any_io_executor executor)
      : with_(with), answered_(std::move(executor), asio::steady_timer::time_point::max()) {}

  // `next`: the ids of those that go next, `what` first; called when they must be looked at.
  task<look> look_at(item what, std::function<std::vector<object_id>()> next);

 private:
  bool is_fresh(const object_id& id) const;
  task<void> ask(std::vector<object_id> ids);

  engine_reader& with_;
  asio::steady_timer answered_;  // cancelled when an answer came
  bool asking_ = false;
  std::chrono::steady_clock::time_point when_;
  std::unordered_set<object_id> asked_;
  std::unordered_map<object_id, image> there_;
  bool one_is_used_ = false, failed_ = false;
};

}  // namespace dropsweep
