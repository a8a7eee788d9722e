// Two or more questions at once, all answers awaited. One that throws (cancelled) makes the whole throw, after the others ended.
#pragma once

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <tuple>
#include <variant>
#include <vector>

#include "net/deadline.hpp"

namespace dropsweep {

// For a question without an answer among others.
inline task<std::monostate> with_a_result(task<void> asked) {
  co_await std::move(asked);
  co_return std::monostate{};
}

template <class... T>
task<std::tuple<T...>> together(task<T>... asked) {
  const auto executor = co_await asio::this_coro::executor;
  auto answered = co_await asio::experimental::make_parallel_group(asio::co_spawn(executor, std::move(asked), asio::deferred)...)
                      .async_wait(asio::experimental::wait_for_all(), asio::as_tuple(asio::use_awaitable));
  // answered: the order of completion, then (exception, value) of each.
  co_return [&]<std::size_t... I>(std::index_sequence<I...>) {
    const auto check = [](const std::exception_ptr& thrown) {
      if (thrown) std::rethrow_exception(thrown);
    };
    (check(std::get<1 + 2 * I>(answered)), ...);
    return std::tuple<T...>(std::move(std::get<2 + 2 * I>(answered))...);
  }(std::index_sequence_for<T...>{});
}

// The same for a list.
template <class T>
task<std::vector<T>> all_of(std::vector<task<T>> asked) {
  if (asked.empty()) co_return std::vector<T>{};
  const auto executor = co_await asio::this_coro::executor;
  using operation = decltype(asio::co_spawn(executor, std::move(asked.front()), asio::deferred));
  std::vector<operation> operations;
  operations.reserve(asked.size());
  for (auto& one : asked) operations.push_back(asio::co_spawn(executor, std::move(one), asio::deferred));
  auto [order, thrown, values] = co_await asio::experimental::make_parallel_group(std::move(operations))
                                     .async_wait(asio::experimental::wait_for_all(), asio::as_tuple(asio::use_awaitable));
  for (const auto& one : thrown) {
    if (one) std::rethrow_exception(one);
  }
  co_return std::vector<T>(std::make_move_iterator(values.begin()), std::make_move_iterator(values.end()));
}

}  // namespace dropsweep
