#include "schedule/history.hpp"

#include <fmt/format.h>

#include <charconv>

#include "core/take_until.hpp"

namespace dropsweep {

namespace {

using namespace std::chrono_literals;

// A host that was off starts the run when it comes back; one that is asked in the middle has not failed yet.
constexpr span late_after = 1h;
// What the host's clock may have been ahead or behind when a run began, against now: summer time.
constexpr span set_since = 1h;

std::optional<std::int64_t> read_number(std::string_view text, std::int64_t most) {
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc{} || end != text.data() + text.size() || number < 0 || number > most) return std::nullopt;
  return number;
}

std::optional<instant> read_clock(std::string_view text) {
  constexpr std::int64_t year_9999 = 253'402'300'799;
  const auto seconds = read_number(text, year_9999);
  if (!seconds) return std::nullopt;
  return instant(std::chrono::seconds(*seconds));
}

// "+0530", as `date +%z` has it.
span read_zone(std::string_view text) {
  if (text.size() != 5) return {};
  const auto hours = read_number(text.substr(1, 2), 14), minutes = read_number(text.substr(3), 59);
  if (!hours || !minutes) return {};
  const span ahead = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
  return text.front() == '-' ? -ahead : ahead;
}

void read_line(scheduled_run& run, std::string_view key, std::string_view rest) {
  if (key == "started") run.started = parse_instant(rest);
  if (key == "ended") run.ended = parse_instant(rest);
  if (key == "running") run.running = true;
  if (key == "exit-code") {
    if (const auto code = read_number(rest, 255)) run.exit_code = static_cast<int>(*code);
  }
  if (key == "result") run.result = foreign(rest);
  if (key == "health") run.health = foreign(rest);
  if (key == "verdict") run.verdict = foreign(rest);
}

std::string began(const scheduled_run& run) { return run.started ? format_instant(*run.started) : "a time that cannot be read"; }

// The last moment at which it should have begun.
std::optional<instant> last_due(const schedule_history& seen) {
  if (!seen.at) return std::nullopt;
  const auto local = last_until(*seen.at, seen.clock - late_after + seen.zone);
  return local ? std::optional(*local - seen.zone) : std::nullopt;
}

}  // namespace

std::optional<schedule_history> read_history(std::string_view answer) {
  schedule_history seen;
  bool found = false;
  while (!answer.empty()) {
    auto rest = take_until(answer, '\n');
    const auto key = take_until(rest, ' ');
    if (key == "run") {
      seen.runs.emplace_back();
    } else if (!seen.runs.empty()) {
      read_line(seen.runs.back(), key, rest);
    } else if (key == "clock") {
      const auto clock = read_clock(rest);
      found = clock.has_value();
      seen.clock = clock.value_or(instant{});
    } else if (key == "zone") {
      seen.zone = read_zone(rest);
    } else if (key == "in") {
      seen.in_utc = rest == "UTC";
    } else if (key == "since") {
      seen.installed = read_clock(rest);
    } else if (key == "at") {
      if (auto at = parse_cron(rest)) seen.at = std::move(*at);
    }
  }
  if (!found) return std::nullopt;
  if (seen.in_utc) seen.zone = {};
  return seen;
}

std::optional<instant> next_run(const schedule_history& seen) {
  if (!seen.at) return std::nullopt;
  const auto local = next_after(*seen.at, seen.clock + seen.zone);
  return local ? std::optional(*local - seen.zone) : std::nullopt;
}

std::vector<std::string> troubles_of(const schedule_history& seen) {
  if (!seen.at) return {"This host has a schedule of its own whose time cannot be read: install it anew."};
  std::vector<std::string> troubles;
  const auto* last = seen.runs.empty() ? nullptr : &seen.runs.back();
  if (last != nullptr && !last->running) {
    if (!last->ended) {
      troubles.push_back(fmt::format("The host's own scheduled sweep of {} did not come to its end.", began(*last)));
    } else if (last->exit_code != 0) {
      troubles.push_back(fmt::format("The host's own scheduled sweep failed: {}.", words_of(*last)));
    }
  }
  const auto due = last_due(seen);
  const auto unsure = seen.in_utc ? span{} : set_since;
  if (!due || !seen.installed || *due - unsure < *seen.installed) return troubles;
  // One that begins a little early is that one all the same: clocks are set.
  const bool happened = last != nullptr && last->started && *last->started + 1min + unsure >= *due;
  if (!happened) {
    troubles.push_back(fmt::format("The host's own scheduled sweep ({}) should have begun at {} and did not.", seen.at->text,
                                   format_instant(*due)));
  }
  return troubles;
}

std::string words_of(const scheduled_run& run) {
  if (run.running) return began(run) + ": at work now";
  if (!run.ended) return began(run) + ": did not come to its end";
  const auto code = run.exit_code ? fmt::format("exit code {}", *run.exit_code) : std::string("an exit code that cannot be read");
  const auto health = run.health.empty() ? "" : fmt::format(", {}", run.health);
  return fmt::format("{}: {}, {}{}: {}", began(run), run.result, code, health, run.verdict);
}

std::string note_of(const run_note& run) {
  auto text = fmt::format("started {}\n", format_instant(run.started));
  if (!run.ended) return text;
  return text + fmt::format("ended {}\nresult {}\nexit-code {}\nhealth {}\nverdict {}\n", format_instant(*run.ended), run.result,
                            run.exit_code, run.health, visible(run.verdict));
}

}  // namespace dropsweep
