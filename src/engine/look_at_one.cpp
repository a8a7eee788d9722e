// The second look at one object, and who uses it.
#include <algorithm>
#include <boost/asio/steady_timer.hpp>

#include "engine/answers.hpp"
#include "engine/engine_reader.hpp"
#include "engine/http_lanes.hpp"
#include "engine/log_frames.hpp"
#include "engine/paths.hpp"
#include "engine/read_objects.hpp"
#include "net/together.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t log_most = 16u << 10;

std::unexpected<error> no_such_name(std::string_view what, const foreign& name) {
  return std::unexpected(error{.code = exit_code::engine,
                               .step = "engine",
                               .seen = fmt::format("{} is no {}: the engine was not asked.", name, what),
                               .theirs = {},
                               .advice = {}});
}

bool belongs_to(const container& one, const network& to) {
  // By name as well: one that never started knows no id, and one that was stopped joins whatever has the name when it starts
  // again.
  return std::ranges::any_of(
      one.networks, [&](const network_use& use) { return use.id == to.id || use.name == to.name || use.name.raw() == to.id; });
}

}  // namespace

task<result<std::optional<image>>> engine_reader::image_now(foreign reference) {
  if (!is_image_reference(reference.raw())) co_return no_such_name("image reference", reference);
  const auto path = versioned("/images/" + reference.raw() + "/json");
  co_return read_one_to(path, co_await lanes_->get(path), read_image);
}

task<result<std::optional<container>>> engine_reader::container_now(object_id id) {
  if (!is_object_id(id)) co_return no_such_name("container's id", id);
  const auto path = versioned("/containers/" + id + "/json");
  auto seen = read_one_to(path, co_await lanes_->get(path), read_container);
  if (!seen) co_return std::unexpected(std::move(seen.error()));
  if (!*seen) co_return std::nullopt;
  co_return std::move((*seen)->it);
}

task<result<std::optional<volume>>> engine_reader::volume_now(std::string name) {
  if (name.empty() || name == "." || name == "..") co_return no_such_name("volume's name", name);
  const auto path = versioned("/volumes/" + percent_encoded(name));
  co_return read_one_to(path, co_await lanes_->get(path), read_volume);
}

task<result<std::optional<network>>> engine_reader::network_now(object_id id) {
  if (!is_network_id(id)) co_return no_such_name("network's id", id);
  const auto path = versioned("/networks/" + id);
  co_return read_one_to(path, co_await lanes_->get(path), read_network);
}

task<result<std::vector<container>>> engine_reader::containers_at(std::string path) {
  co_return read_answer_to(path, co_await lanes_->get(versioned(path)), read_container_list);
}

task<result<std::vector<object_id>>> engine_reader::container_ids(std::string path) {
  const auto listed = co_await containers_at(std::move(path));
  if (!listed) co_return std::unexpected(listed.error());
  std::vector<object_id> ids;
  for (const auto& one : *listed) ids.push_back(one.id);
  co_return ids;
}

// With the containerd store the list is 404 as a whole when one of its images goes while it is made (seen on 26.1: "content
// digest
// ...: not found"). A moment later it is there.
task<result<std::vector<image>>> engine_reader::images_now() {
  constexpr std::string_view path = "/images/json?all=1";
  for (auto pause = std::chrono::milliseconds{100};; pause *= 3) {
    const auto answer = co_await lanes_->get(versioned(path));
    if (!answer || answer->status != 404 || pause > std::chrono::seconds{1})
      co_return read_answer_to(path, answer, read_image_list);
    asio::steady_timer timer(co_await asio::this_coro::executor, pause);
    co_await timer.async_wait(asio::use_awaitable);
  }
}

task<result<std::vector<object_id>>> engine_reader::containers_of_images(std::vector<object_id> ids) {
  // Without a value the filter would let all containers through.
  if (ids.empty()) co_return std::vector<object_id>{};
  for (const auto& id : ids) {
    if (!is_image_id(id)) co_return no_such_name("image's id", id);
  }
  co_return co_await container_ids("/containers/json?all=1&" + filter("ancestor", ids));
}

task<result<std::vector<object_id>>> engine_reader::containers_of_volume(std::string name) {
  co_return co_await container_ids("/containers/json?all=1&" + filter("volume", name));
}

// The engine's own filter for ids does not find a container that never started, whose network has no id yet: so all are looked
// at.
task<result<std::vector<object_id>>> engine_reader::containers_of_network(object_id id) {
  auto [named, listed] = co_await together(network_now(id), containers_at("/containers/json?all=1"));
  if (!named) co_return std::unexpected(std::move(named.error()));
  if (!listed) co_return std::unexpected(std::move(listed.error()));
  std::vector<object_id> ids;
  if (!*named) co_return ids;
  for (const auto& one : *listed) {
    if (belongs_to(one, **named)) ids.push_back(one.id);
  }
  co_return ids;
}

task<result<foreign>> engine_reader::log_tail(object_id id, unsigned lines) {
  if (!is_object_id(id)) co_return no_such_name("container's id", id);
  const auto path = versioned(fmt::format("/containers/{}/logs?stdout=1&stderr=1&tail={}", id, lines));
  const auto answer = co_await lanes_->get(path);
  if (!answer) co_return std::unexpected(answer.error());
  if (answer->status != 200) co_return std::unexpected(unexpected_status(path, *answer));
  // Of a terminal there is one stream without frames; engines from 23.0 on say so.
  const bool raw = answer->content_type == "application/vnd.docker.raw-stream";
  co_return foreign(last_lines(raw ? answer->body : without_frames(answer->body), log_most));
}

}  // namespace dropsweep
