// What happened lately.
#include "engine/engine_reader.hpp"
#include "engine/event_lines.hpp"
#include "engine/http_lanes.hpp"
#include "engine/paths.hpp"
#include "engine/read_advice.hpp"

namespace dropsweep {

namespace {

std::vector<transfer> read_transfers(std::string_view body) {
  return read_event_lines<transfer>(body, [](const fields& of) -> std::optional<transfer> {
    const auto action = of.text("Action").raw();
    const auto when = of.time("time");
    if (!when || (action != "pull" && action != "push")) return std::nullopt;
    return transfer{.image = of.object("Actor").text("ID"), .when = *when};
  });
}

}  // namespace

task<result<std::vector<transfer>>> engine_reader::transfers(instant since, instant until) {
  const auto path = versioned(events_path(since, until, "type", "image"));
  co_return read_events(path, co_await lanes_->get(path), read_transfers);
}

task<result<memory_events>> engine_reader::memory_events_between(instant since, instant until) {
  const auto path = versioned(events_path(since, until, "type", "container"));
  co_return read_events(path, co_await lanes_->get(path), read_memory_events);
}

}  // namespace dropsweep
