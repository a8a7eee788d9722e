// What is shown while it works. On a terminal one live line; otherwise at most a line a second, and in Actions folded by step.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/time.hpp"
#include "model/outcome.hpp"
#include "report/log_shape.hpp"

namespace dropsweep {

struct sweep_progress {
  std::size_t planned = 0, done = 0, removed = 0, kept = 0, failed = 0;
  byte_count claimed;
  std::optional<span> left;  // how long the rest may take
};

// What the rest takes at the pace so far; nothing while that is anybody's guess. Pure.
std::optional<span> time_left(span so_far, std::size_t done, std::size_t planned);

// "root@203.0.113.7: removing 120/500 · 1.2 GB · 2 kept · about 40 s left": short enough for 80 columns. Pure.
std::string render_progress(std::string_view host, const sweep_progress& at);

// Both show one line each, made visible once more on the way: nothing that a host said can move the cursor or command the runner.
class progress_line {
 public:
  using sink = std::function<void(std::string_view)>;
  using stopwatch = std::function<span()>;  // never runs backwards

  progress_line(log_shape shape, bool quiet);  // to standard output
  progress_line(log_shape shape, bool quiet, sink out, stopwatch now);

  void show(std::string_view text);  // rate-limited
  void say(std::string_view text);   // a lasting line (a step that ended); clears the live line first
  void clear();

  // What is shown and said between these is folded under the title, where the log can do that; a fold without a line leaves none.
  // The runner's groups do not nest: a fold within a fold is part of the outer one.
  void begin_fold(std::string_view title);
  void end_fold();

 private:
  void write(std::string_view line);

  log_shape shape_;
  bool quiet_, live_ = false;
  std::optional<span> last_;
  std::string title_;
  unsigned depth_ = 0;
  bool open_ = false;
  sink out_;
  stopwatch now_;
};

class progress_fold {
 public:
  progress_fold(progress_line& line, std::string_view title) : line_(line) { line_.begin_fold(title); }
  progress_fold(const progress_fold&) = delete;
  progress_fold& operator=(const progress_fold&) = delete;
  ~progress_fold() { line_.end_fold(); }

 private:
  progress_line& line_;
};

}  // namespace dropsweep
