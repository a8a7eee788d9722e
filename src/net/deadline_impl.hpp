#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/cancel_at.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace dropsweep {

namespace detail {

// Throws the work's own exceptions on; a cancelled `work` ends with system_error(operation_aborted) or a cancelled net_error.
bool is_cancellation(std::exception_ptr thrown);

}  // namespace detail

template <class T>
task<net_result<T>> by(deadline when, task<net_result<T>> work) {
  const auto executor = co_await asio::this_coro::executor;
  auto [thrown, value] =
      co_await asio::co_spawn(executor, std::move(work), asio::cancel_at(when, asio::as_tuple(asio::use_awaitable)));
  const bool late = std::chrono::steady_clock::now() >= when;
  if (thrown && !detail::is_cancellation(thrown)) std::rethrow_exception(thrown);
  const bool cancelled = thrown || (!value && value.error().what == net_failure::cancelled);
  if (!cancelled) co_return std::move(value);
  if (late) co_return std::unexpected(net_error{net_failure::timed_out, "the deadline passed", {}});
  co_return std::unexpected(net_error{net_failure::cancelled, "cancelled", {}});
}

}  // namespace dropsweep
