// What happened lately.
#include "engine/answers.hpp"
#include "engine/engine_reader.hpp"
#include "engine/http_lanes.hpp"
#include "engine/paths.hpp"
#include "engine/read_one.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t events_most = 256;  // as many as the engine remembers (moby: daemon/events, eventsLimit)

// One JSON object a line; the engine's API calls it a stream.
std::vector<transfer> read_transfers(std::string_view body) {
  std::vector<transfer> all;
  while (!body.empty() && all.size() < events_most) {
    const auto end = std::min(body.find('\n'), body.size());
    const auto one = read_object(body.substr(0, end), [](const fields& of) -> std::optional<transfer> {
      const auto action = of.text("Action").raw();
      const auto when = of.time("time");
      if (!when || (action != "pull" && action != "push")) return std::nullopt;
      return transfer{.image = of.object("Actor").text("ID"), .when = *when};
    });
    if (one && *one) all.push_back(**one);
    body.remove_prefix(std::min(end + 1, body.size()));
  }
  return all;
}

}  // namespace

task<result<std::vector<transfer>>> engine_reader::transfers(instant since, instant until) {
  const auto path = versioned(events_path(since, until, "type", "image"));
  const auto answer = co_await lanes_->get(path);
  if (!answer) co_return std::unexpected(answer.error());
  if (answer->status != 200) co_return std::unexpected(unexpected_status(path, *answer));
  co_return read_transfers(answer->body);
}

}  // namespace dropsweep
