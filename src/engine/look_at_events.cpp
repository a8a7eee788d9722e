// What happened a moment ago.
#include "engine/answers.hpp"
#include "engine/engine_reader.hpp"
#include "engine/http_lanes.hpp"
#include "engine/paths.hpp"
#include "engine/read_one.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t events_most = 50;

std::int64_t seconds(instant moment) {
  return std::chrono::duration_cast<std::chrono::seconds>(moment.time_since_epoch()).count();
}

// One JSON object a line; the engine's API calls it a stream.
std::vector<foreign> read_pulls(std::string_view body) {
  std::vector<foreign> images;
  while (!body.empty() && images.size() < events_most) {
    const auto end = std::min(body.find('\n'), body.size());
    const auto image = read_object(body.substr(0, end), [](const fields& of) {
      const auto action = of.text("Action").raw();
      return action == "pull" || action == "push" ? of.object("Actor").text("ID") : foreign();
    });
    if (image && !image->empty()) images.push_back(*image);
    body.remove_prefix(std::min(end + 1, body.size()));
  }
  return images;
}

}  // namespace

task<result<std::vector<foreign>>> engine_reader::pulled_since(instant since, instant until) {
  const std::array<std::string, 1> kind{"image"};
  const auto path = versioned(fmt::format("/events?since={}&until={}&{}", seconds(since), seconds(until), filter("type", kind)));
  const auto answer = co_await lanes_->get(path);
  if (!answer) co_return std::unexpected(answer.error());
  if (answer->status != 200) co_return std::unexpected(unexpected_status(path, *answer));
  co_return read_pulls(answer->body);
}

}  // namespace dropsweep
