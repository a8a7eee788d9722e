// A hostile engine: JSON with a NUL between answers, given in turn to whatever is asked, over and over. The whole of a survey's
// looks ends; what it asks for stays well-formed requests for objects with proper ids, whatever the answers before it said.
#include <algorithm>

#include "engine/engine_reader.hpp"
#include "engine/paths.hpp"
#include "fakes/fake_engine.hpp"
#include "fuzz/promise.hpp"
#include "unit/net/run.hpp"

namespace dropsweep::fuzz::engine_walk_fuzzer {

namespace {

constexpr std::size_t answers_most = 20, requests_most = 2000;

// One line, one path, no query but those that we write ourselves.
void must_be_ours(std::string_view request) {
  must(request.starts_with("GET /") && std::ranges::count(request, ' ') == 1, "no proper request");
  const auto path = request.substr(4);
  must(std::ranges::all_of(path, [](char c) { return c > ' ' && c <= '~'; }), "a byte that ends a request's line");
  const auto query = path.substr(std::min(path.find('?'), path.size()));
  for (auto parts = path.substr(1, path.size() - query.size() - 1); !parts.empty();) {
    const auto part = take_until(parts, '/');
    must(!part.empty() && part != "." && part != "..", "a path that goes elsewhere");
  }
  must(query.find_first_of("#\"{") == std::string_view::npos, "a query that is not encoded");
}

void must_be_sound(const container& one) {
  must(is_object_id(one.id) && (one.image_id.empty() || is_image_id(one.image_id)), "an id of a container that is none");
  for (const auto& use : one.networks) must(use.id.empty() || is_network_id(use.id), "an id of a network that is none");
  for (const auto& port : one.ports) must(port.host_port != 0, "a port that is none");
}

task<int> look_at_everything(testing::fake_engine& engine) {
  const auto executor = co_await asio::this_coro::executor;
  engine_reader reader(executor, engine.opener(executor), {.body_most = 1u << 16});
  if (!co_await reader.negotiate()) co_return 0;
  const auto facts = co_await reader.facts();
  const auto images = co_await reader.images();
  const auto containers = co_await reader.containers(engine_reader::also_memory::yes);
  const auto volumes = co_await reader.volumes();
  const auto networks = co_await reader.networks();
  const auto disk = co_await reader.disk();
  (void)co_await reader.swarm_images();
  if (!facts) must_be_visible(one_line(facts.error()));
  if (images) {
    for (const auto& one : *images) must(is_image_id(one.id) && (one.parent.empty() || is_image_id(one.parent)), "no image's id");
  }
  if (containers) std::ranges::for_each(*containers, must_be_sound);
  if (networks) {
    for (const auto& one : *networks) must(is_network_id(one.id), "no network's id");
  }
  if (disk) {
    for (const auto& one : disk->cache) must(is_cache_id(one.id), "no id of a build cache record");
  }
  if (volumes && !volumes->empty()) {
    const auto name = volumes->front().name.raw();
    (void)co_await reader.volume_now(name);
    (void)co_await reader.containers_of_volume(name);
  }
  if (images && !images->empty() && !images->front().tags.empty()) (void)co_await reader.image_now(images->front().tags.front());
  co_return 0;
}

}  // namespace

FUZZER(engine_walk) {
  std::vector<std::string> answers;
  for (auto text = text_of(data, size); !text.empty() && answers.size() < answers_most;)
    answers.emplace_back(take_until(text, '\0'));
  if (answers.empty()) return 0;
  testing::fake_engine engine;
  engine.instead = [&, next = std::size_t{0}](testing::far_end& far, const std::string& request) mutable {
    must_be_ours(request);
    must(engine.diary.size() <= requests_most, "it asks on and on");
    if (request == "GET /_ping") {
      far.say(testing::http_answer(200, "OK", "Api-Version: 1.45\r\n"));
    } else {
      far.say(testing::http_answer(200, answers[next++ % answers.size()]));
    }
    return true;
  };
  return testing::run([&] { return look_at_everything(engine); });
}

}  // namespace dropsweep::fuzz::engine_walk_fuzzer
