// The asking side of http_lanes: coroutines that wait for answers.
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "engine/http_lanes.hpp"

namespace dropsweep {

namespace {

// In ordinary looks: so many of them go elsewhere before one goes behind it.
unsigned weight_of(pace how) {
  switch (how) {
    case pace::quick: return 1;
    case pace::slow: return 16;
    case pace::slowest: return 256;
  }
  return 1;
}

// A cancelled coroutine destroys it: answers that come later then find nobody.
class gathering final : public answer_taker {
 public:
  gathering(asio::any_io_executor executor, std::size_t open, http_lanes::answer_reader read)
      : open_(open), read_(std::move(read)), all_in_(std::move(executor), asio::steady_timer::time_point::max()) {}

  void take(std::size_t index, result<http_response> answer) override {
    read_(index, std::move(answer));
    if (--open_ == 0) all_in_.cancel();
  }

  task<void> all_in() {
    while (open_ > 0) (void)co_await all_in_.async_wait(asio::as_tuple(asio::use_awaitable));
  }

 private:
  std::size_t open_;
  http_lanes::answer_reader read_;
  asio::steady_timer all_in_;
};

}  // namespace

task<void> http_lanes::get_each(std::vector<std::string> paths, answer_reader read) {
  const auto kept = shared_from_this();
  const auto gathered = std::make_shared<gathering>(executor_, paths.size(), std::move(read));
  for (std::size_t i = 0; i < paths.size(); ++i) {
    ask(std::make_shared<http_exchange>(
        http_exchange{.path = std::move(paths[i]), .within = limits_.answer_within, .taker = gathered, .index = i}));
  }
  co_await gathered->all_in();
}

task<result<http_response>> http_lanes::answer_to(exchange_ptr what) {
  const auto kept = shared_from_this();
  std::optional<result<http_response>> answer;
  const auto gathered = std::make_shared<gathering>(
      executor_, 1, [&answer](std::size_t, result<http_response> came) { answer.emplace(std::move(came)); });
  what->taker = gathered;
  ask(std::move(what));
  co_await gathered->all_in();
  co_return std::move(*answer);
}

task<result<http_response>> http_lanes::get(std::string path, pace how) {
  return answer_to(std::make_shared<http_exchange>(
      http_exchange{.path = std::move(path), .within = limits_.answer_within, .weight = weight_of(how)}));
}

task<result<http_response>> http_lanes::get(std::string path, span within) {
  return answer_to(std::make_shared<http_exchange>(http_exchange{.path = std::move(path), .within = within}));
}

task<std::expected<http_response, lost_answer>> http_lanes::send_once(http_method method, std::string path) {
  const auto asked = std::make_shared<http_exchange>(http_exchange{
      .method = method, .path = std::move(path), .within = limits_.removal_within, .weight = weight_of(pace::slow)});
  auto answer = co_await answer_to(asked);
  if (!answer) co_return std::unexpected(lost_answer{std::move(answer.error()), asked->sent});
  co_return std::move(*answer);
}

}  // namespace dropsweep
