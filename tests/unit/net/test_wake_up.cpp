#include <doctest/doctest.h>

#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <vector>

#include "net/wake_up.hpp"

using namespace dropsweep;
using namespace std::chrono_literals;

TEST_CASE("Everyone who waits is woken, and who comes later waits for the next time") {
  asio::io_context context;
  wake_up changed(context.get_executor());
  int woken = 0;
  const auto waiter = [&]() -> task<void> {
    co_await changed.wait();
    ++woken;
  };
  for (int i = 0; i < 3; ++i) asio::co_spawn(context, waiter(), asio::detached);
  context.poll();
  CHECK(woken == 0);
  changed.all();
  asio::co_spawn(context, waiter(), asio::detached);
  context.restart();
  context.poll();
  CHECK(woken == 3);
  changed.all();
  context.restart();
  context.poll();
  CHECK(woken == 4);
}

TEST_CASE("A waiter that is cancelled leaves at its next wait") {
  asio::io_context context;
  std::optional<net_result<int>> ended;
  const auto wait_for_ever = [&]() -> task<net_result<int>> {
    wake_up changed(co_await asio::this_coro::executor);
    for (;;) co_await changed.wait();
  };
  const auto story = [&]() -> task<void> { ended = co_await by(after(20ms), wait_for_ever()); };
  asio::co_spawn(context, story(), asio::detached);
  context.run();
  REQUIRE(ended);
  CHECK(ended->error().what == net_failure::timed_out);
}

TEST_CASE("Turns are given in the order in which they were asked for") {
  asio::io_context context;
  turn_queue queue(context.get_executor());
  std::vector<int> order;
  int inside = 0;
  const auto worker = [&](int number) -> task<void> {
    const auto turn = co_await queue.take();
    CHECK(++inside == 1);
    asio::steady_timer timer(co_await asio::this_coro::executor, 1ms);
    co_await timer.async_wait(asio::use_awaitable);
    order.push_back(number);
    --inside;
  };
  for (int i = 0; i < 5; ++i) asio::co_spawn(context, worker(i), asio::detached);
  context.run();
  CHECK(order == std::vector<int>{0, 1, 2, 3, 4});
}
