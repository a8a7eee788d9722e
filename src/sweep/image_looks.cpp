#include "sweep/image_looks.hpp"

#include "net/together.hpp"

namespace dropsweep {

namespace {

constexpr auto fresh_for = std::chrono::seconds{1};
constexpr std::size_t most_at_once = 256;  // a request line of 21 KB; the engine takes up to 1 MB

}  // namespace

bool image_looks::is_fresh(const object_id& id) const {
  return asked_.contains(id) && std::chrono::steady_clock::now() - when_ < fresh_for;
}

task<look> image_looks::look_at(item what, std::function<std::vector<object_id>()> next) {
  while (!is_fresh(what.id)) {
    if (asking_) {
      (void)co_await answered_.async_wait(asio::as_tuple(asio::use_awaitable));
    } else {
      co_await ask(next());
    }
  }
  // Which of them is used, the answer for all together does not say; nor that they cannot be looked at one by one.
  if (one_is_used_ || failed_) co_return co_await look_at_image(with_, std::move(what));
  const auto found = there_.find(what.id);
  co_return judge_image(what, found == there_.end() ? std::nullopt : std::optional(found->second), std::vector<object_id>{});
}

task<void> image_looks::ask(std::vector<object_id> ids) {
  if (ids.size() > most_at_once) ids.resize(most_at_once);
  asking_ = true;
  auto [listed, users] = co_await together(with_.images_now(), with_.containers_of_images(ids));
  asking_ = false;
  when_ = std::chrono::steady_clock::now();
  asked_ = {ids.begin(), ids.end()};
  there_.clear();
  failed_ = !listed || !users;
  one_is_used_ = users && !users->empty();
  if (listed) {
    for (auto& one : *listed) {
      if (asked_.contains(one.id)) there_.emplace(one.id, std::move(one));
    }
  }
  answered_.cancel();
}

}  // namespace dropsweep
