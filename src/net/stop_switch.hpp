// "No more": a signal came or the time is up. Thrown once; whoever works asks it before starting something new, whoever waits is
// woken.
#pragma once

#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <string>

#include "net/deadline.hpp"

namespace dropsweep {

class stop_switch {
 public:
  explicit stop_switch(asio::any_io_executor executor) : waiters_(std::move(executor), asio::steady_timer::time_point::max()) {}

  bool thrown() const noexcept { return thrown_; }
  const std::string& why() const noexcept { return why_; }  // "SIGTERM", "the time limit of 15m"

  void throw_now(std::string why) {
    if (thrown_) return;
    thrown_ = true;
    why_ = std::move(why);
    waiters_.cancel();
  }

  // Completes when it is thrown; at once if it was before.
  task<void> wait() {
    if (!thrown_) (void)co_await waiters_.async_wait(asio::as_tuple(asio::use_awaitable));
  }

 private:
  asio::steady_timer waiters_;
  bool thrown_ = false;
  std::string why_;
};

enum class ended { by_itself, by_the_switch };

// Works until it is done or `grace` after the switch was thrown; then it is cancelled and awaited. What it throws by itself is
// thrown on.
inline task<ended> unless_stopped(task<void> work, stop_switch& stop, span grace = span{0}) {
  const auto executor = co_await asio::this_coro::executor;
  const auto thrown_and_waited = [](stop_switch& by, span rest) -> task<void> {
    co_await by.wait();
    asio::steady_timer timer(co_await asio::this_coro::executor, rest);
    (void)co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
  };
  auto [order, thrown, ignored] =
      co_await asio::experimental::make_parallel_group(asio::co_spawn(executor, std::move(work), asio::deferred),
                                                       asio::co_spawn(executor, thrown_and_waited(stop, grace), asio::deferred))
          .async_wait(asio::experimental::wait_for_one(), asio::as_tuple(asio::use_awaitable));
  if (order[0] == 1) co_return ended::by_the_switch;  // what the cancelled work threw then is the cancellation
  if (thrown) std::rethrow_exception(thrown);
  co_return ended::by_itself;
}

}  // namespace dropsweep
