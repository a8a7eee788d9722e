// What is shown while it works. On a terminal one live line; otherwise at most a line a second.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/time.hpp"
#include "model/outcome.hpp"

namespace dropsweep {

struct sweep_progress {
  std::size_t planned = 0, done = 0, removed = 0, kept = 0, failed = 0;
  byte_count claimed;
};

// "removing 120/500 · 118 removed, 2 kept, 0 failed · 1.2 GB". Pure.
std::string render_progress(std::string_view host, const sweep_progress& at);

class progress_line {
 public:
  progress_line(bool terminal, bool quiet);
  void show(std::string_view text);       // rate-limited
  void say(std::string_view text);        // a lasting line (a step that ended); clears the live line first
  void clear();

 private:
  bool terminal_, quiet_, live_ = false;
  std::int64_t last_ms_ = 0;
};

}  // namespace dropsweep
