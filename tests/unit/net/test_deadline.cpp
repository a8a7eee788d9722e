#include <doctest/doctest.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>

#include "unit/net/run.hpp"

using namespace dropsweep;
using namespace std::chrono_literals;
using testing::run;
using testing::soon;

namespace {

task<net_result<int>> answer_after(std::chrono::milliseconds wait, int answer) {
  asio::steady_timer timer(co_await asio::this_coro::executor, wait);
  co_await timer.async_wait(asio::use_awaitable);
  co_return answer;
}

// As work does that translates error codes at its edge instead of throwing.
task<net_result<int>> polite_answer_after(std::chrono::milliseconds wait) {
  asio::steady_timer timer(co_await asio::this_coro::executor, wait);
  auto [failure] = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
  if (failure) co_return std::unexpected(to_net_error(failure));
  co_return 1;
}

task<net_result<int>> throw_at_once() {
  throw std::logic_error("a bug of ours");
  co_return 0;
}

}  // namespace

TEST_CASE("Work that ends in time gives its own result") {
  CHECK(run([] { return by(soon(), answer_after(1ms, 42)); }).value() == 42);
}

TEST_CASE("Work that is late is cancelled and named so, whether it throws or translates") {
  const auto started = std::chrono::steady_clock::now();
  CHECK(run([] { return by(soon(20), answer_after(10s, 1)); }).error().what == net_failure::timed_out);
  CHECK(run([] { return by(soon(20), polite_answer_after(10s)); }).error().what == net_failure::timed_out);
  CHECK(std::chrono::steady_clock::now() - started < 2s);
}

TEST_CASE("A deadline that has already passed ends the work at its first wait") {
  CHECK(run([] { return by(soon(-1000), answer_after(10s, 1)); }).error().what == net_failure::timed_out);
}

TEST_CASE("The work's own failure passes through") {
  const auto refuse = []() -> task<net_result<int>> {
    co_return std::unexpected(net_error{net_failure::refused, "refused", {}});
  };
  CHECK(run([&] { return by(soon(), refuse()); }).error().what == net_failure::refused);
}

TEST_CASE("A bug inside the work is thrown on, not turned into a network failure") {
  CHECK_THROWS_AS(run([] { return by(soon(), throw_at_once()); }), std::logic_error);
}

TEST_CASE("Cancellation from outside is called cancelled and not late") {
  asio::io_context context;
  asio::cancellation_signal stop;
  std::optional<net_result<int>> result;
  asio::co_spawn(
      context, by(soon(60'000), answer_after(50s, 1)),
      asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr, net_result<int> ended) { result = std::move(ended); }));
  asio::steady_timer timer(context, 10ms);
  timer.async_wait([&](boost::system::error_code) { stop.emit(asio::cancellation_type::terminal); });
  context.run();
  REQUIRE(result);
  CHECK(result->error().what == net_failure::cancelled);
}

TEST_CASE("A deadline inside a deadline: the earlier one decides") {
  CHECK(run([] { return by(soon(20), by(soon(60'000), answer_after(50s, 1))); }).error().what == net_failure::timed_out);
  CHECK(run([] { return by(soon(60'000), by(soon(20), answer_after(50s, 1))); }).error().what == net_failure::timed_out);
}
