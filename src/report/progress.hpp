// What is shown while it works. On a terminal one live line; otherwise at most a line a second.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/time.hpp"
#include "model/outcome.hpp"

namespace dropsweep {

struct sweep_progress {
  std::size_t planned = 0, done = 0, removed = 0, kept = 0, failed = 0;
  byte_count claimed;
};

// "root@203.0.113.7: removing 120/500 · 118 removed, 2 kept, 0 failed · 1.2 GB". Pure.
std::string render_progress(std::string_view host, const sweep_progress& at);

// Both show one line each, made visible once more on the way: nothing that a host said can move the cursor or command the runner.
class progress_line {
 public:
  using sink = std::function<void(std::string_view)>;
  using stopwatch = std::function<span()>;  // never runs backwards

  progress_line(bool terminal, bool quiet);  // to standard output
  progress_line(bool terminal, bool quiet, sink out, stopwatch now);

  void show(std::string_view text);  // rate-limited
  void say(std::string_view text);   // a lasting line (a step that ended); clears the live line first
  void clear();

 private:
  bool terminal_, quiet_, live_ = false;
  std::optional<span> last_;
  sink out_;
  stopwatch now_;
};

}  // namespace dropsweep
