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
  gathering(const asio::any_io_executor& executor, http_lanes::answer_reader read)
      : read_(std::move(read)), few_enough_(executor, asio::steady_timer::time_point::max()) {}

  void expect() { ++open_; }

  void take(std::size_t index, result<http_response> answer) override {
    if (!answer && !failure_) failure_ = answer.error();
    read_(index, std::move(answer));
    if (--open_ <= wanted_) few_enough_.cancel();
  }

  task<void> until_open(std::size_t at_most) {
    wanted_ = at_most;
    while (open_ > at_most) (void)co_await few_enough_.async_wait(asio::as_tuple(asio::use_awaitable));
  }

  const std::optional<error>& failure() const { return failure_; }

 private:
  std::size_t open_ = 0, wanted_ = 0;
  http_lanes::answer_reader read_;
  std::optional<error> failure_;
  asio::steady_timer few_enough_;
};

}  // namespace

task<void> http_lanes::get_each(std::size_t count, std::function<std::string(std::size_t index)> path, answer_reader read) {
  const auto kept = shared_from_this();
  const auto gathered = std::make_shared<gathering>(executor_, read);
  std::size_t next = 0;
  while (next < count && !gathered->failure()) {
    for (const auto last = std::min(count, next + looks_at_once / 2); next < last; ++next) {
      gathered->expect();
      ask(std::make_shared<http_exchange>(
          http_exchange{.path = path(next), .within = limits_.answer_within, .taker = gathered, .index = next}));
    }
    co_await gathered->until_open(looks_at_once / 2);
  }
  co_await gathered->until_open(0);
  for (; next < count; ++next) read(next, std::unexpected(*gathered->failure()));
}

task<result<http_response>> http_lanes::answer_to(exchange_ptr what) {
  const auto kept = shared_from_this();
  std::optional<result<http_response>> answer;
  const auto gathered = std::make_shared<gathering>(
      executor_, [&answer](std::size_t, result<http_response> came) { answer.emplace(std::move(came)); });
  gathered->expect();
  what->taker = gathered;
  ask(std::move(what));
  co_await gathered->until_open(0);
  co_return std::move(*answer);
}

task<result<http_response>> http_lanes::get(std::string path, pace how) {
  return answer_to(std::make_shared<http_exchange>(
      http_exchange{.path = std::move(path), .within = limits_.answer_within, .weight = weight_of(how)}));
}

task<result<http_response>> http_lanes::get(std::string path, span within) {
  return answer_to(std::make_shared<http_exchange>(http_exchange{.path = std::move(path), .within = within}));
}

task<std::expected<http_response, lost_answer>> http_lanes::send_once(http_method method, std::string path, std::string body,
                                                                      pace how) {
  const auto asked = std::make_shared<http_exchange>(http_exchange{.method = method,
                                                                   .path = std::move(path),
                                                                   .body = std::move(body),
                                                                   .within = limits_.removal_within,
                                                                   .weight = weight_of(how)});
  auto answer = co_await answer_to(asked);
  if (!answer) co_return std::unexpected(lost_answer{std::move(answer.error()), asked->sent});
  co_return std::move(*answer);
}

}  // namespace dropsweep
