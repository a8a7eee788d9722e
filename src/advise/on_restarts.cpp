// Containers that start again and again, with when they did last.
#include <fmt/format.h>

#include "advise/rules.hpp"

namespace dropsweep {

namespace {

constexpr std::int64_t restarts_most = 2;  // what it depends on may not have been there yet
// The engine counts since somebody, or the engine's own start, started it: what has run for longer than this since is well again.
constexpr span recent = std::chrono::hours{24};

}  // namespace

findings on_restarts(const advice_view& of) {
  std::vector<std::string> restarts;
  for (const auto& one : of.seen.containers) {
    const bool lately = one.state == container_state::restarting || (one.started && of.seen.engine.clock - *one.started < recent);
    if (one.restart_count <= restarts_most || !lately) continue;
    // Of what runs the engine says 0, whatever its last end was.
    const bool has_ended = one.state != container_state::running && one.state != container_state::paused;
    restarts.push_back(fmt::format("{}: {}, the last {}{}{}", one.name, counted(one.restart_count, "restart", "restarts"),
                                   one.started ? "at " + format_instant(*one.started) : "at an unknown time",
                                   has_ended ? fmt::format("; exit code {}", one.exit_code) : "",
                                   one.memory_killed ? ", killed for its memory" : ""));
  }
  if (restarts.empty()) return {};
  finding it{.rule = "restarts", .topic = advice_topic::memory, .how_soon = urgency::now};
  it.what = fmt::format("{} again and again", counted(std::ssize(restarts), "container starts", "containers start"));
  add_evidence(it, std::move(restarts));
  it.costs = "what it does is undone each time, and starting costs most";
  it.to_do = "Read the last lines before its end: docker logs --tail 50 NAME.";
  return {it};
}

}  // namespace dropsweep
