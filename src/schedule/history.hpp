// What became of the sweeps that a host started by itself: the answer of the host's shell to "schedule", and what a person should
// know of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/cron.hpp"
#include "core/foreign.hpp"

namespace dropsweep {

struct scheduled_run {
  std::optional<instant> started;
  std::optional<instant> ended;
  bool running = false;
  std::optional<int> exit_code;
  foreign result, health, verdict;
};

struct schedule_history {
  std::optional<cron_schedule> at;   // unreadable: somebody wrote to the file
  instant clock;                     // the host's
  std::optional<instant> installed;  // or last changed
  span zone{};                       // what cron's clock there is ahead of UTC now
  bool in_utc = false;               // and always
  std::vector<scheduled_run> runs;   // the oldest first; the last few alone
};

inline constexpr std::size_t history_most = 16 * 1024;  // bytes of the answer

// nullopt: the host has no schedule, or this account may not see it.
std::optional<schedule_history> read_history(std::string_view answer);

// When it starts next, as far as the times on the host tell.
std::optional<instant> next_run(const schedule_history& seen);

// What needs a person, each a sentence: the last run failed, did not come to an end, or never began.
std::vector<std::string> troubles_of(const schedule_history& seen);

// "2026-11-29T03:00:00Z: swept, exit code 0, healthy: Swept ...".
std::string words_of(const scheduled_run& run);

// What a run leaves beside its report, for this reader; `verdict` is cut to one line.
struct run_note {
  instant started;
  std::optional<instant> ended;  // not yet: it has only begun
  int exit_code = 0;
  std::string_view result, health, verdict;
};
std::string note_of(const run_note& run);

}  // namespace dropsweep
