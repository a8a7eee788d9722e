// Containers that start again and again, with when they did last.
#include <fmt/format.h>

#include "advise/rules.hpp"

namespace dropsweep {

namespace {

constexpr std::int64_t restarts_most = 2;  // one or two are a deploy's or a reboot's
// The engine counts since the container was made: what has run for longer than this since is well again.
constexpr span recent = std::chrono::hours{24};

}  // namespace

findings on_restarts(const advice_view& of) {
  std::vector<std::string> restarts;
  for (const auto& one : of.seen.containers) {
    const bool lately = one.state == container_state::restarting || (one.started && of.seen.engine.clock - *one.started < recent);
    if (one.restart_count <= restarts_most || !lately) continue;
    restarts.push_back(fmt::format("{}: {}, the last {}; exit code {}{}", one.name,
                                   plural(one.restart_count, "restart", "restarts"),
                                   one.started ? "at " + format_instant(*one.started) : "at an unknown time", one.exit_code,
                                   one.memory_killed ? ", killed for its memory" : ""));
  }
  if (restarts.empty()) return {};
  finding it{.rule = "restarts", .topic = advice_topic::memory, .how_soon = urgency::now};
  it.what = fmt::format("{} again and again", plural(std::ssize(restarts), "container starts", "containers start"));
  add_evidence(it, std::move(restarts));
  it.costs = "what it does is undone each time, and starting costs most";
  it.to_do = "Read the last lines before its end: docker logs --tail 50 NAME.";
  return {it};
}

}  // namespace dropsweep
