// Tells again and again that a step still works, for as long as this lives.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "net/stop_switch.hpp"
#include "report/progress.hpp"

namespace dropsweep {

class still_working {
 public:
  using words = std::function<std::string()>;

  // `pause`: between two of them, and before the first.
  still_working(const asio::any_io_executor& executor, progress_line& progress, span pause, words now);
  still_working(const still_working&) = delete;
  still_working& operator=(const still_working&) = delete;
  ~still_working();

 private:
  struct beat;
  std::shared_ptr<beat> beat_;  // a timer that has run out is told so even when it is gone
};

}  // namespace dropsweep
