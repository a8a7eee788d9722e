// Runs one coroutine to its end, as a program's main would.
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>
#include <type_traits>

#include "net/deadline.hpp"

namespace dropsweep::testing {

template <class Make>
auto run(Make make) {
  asio::io_context context;
  using value = typename decltype(make())::value_type;
  std::exception_ptr thrown;
  const auto finish = [&] {
    context.run();
    if (thrown) std::rethrow_exception(thrown);
  };
  if constexpr (std::is_void_v<value>) {
    asio::co_spawn(context, make(), [&](std::exception_ptr failure) { thrown = failure; });
    finish();
  } else {
    std::optional<value> result;
    asio::co_spawn(context, make(), [&](std::exception_ptr failure, value made) {
      thrown = failure;
      if (!failure) result.emplace(std::move(made));
    });
    finish();
    return std::move(*result);
  }
}

inline deadline soon(int milliseconds = 2000) { return after(std::chrono::milliseconds{milliseconds}); }

}  // namespace dropsweep::testing
