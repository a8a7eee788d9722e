#include "net/converse.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

namespace dropsweep {

namespace {

// Never ends by itself: what decides is the output's end.
task<void> feed(byte_stream& to, task<std::string> input) {
  const std::string data = co_await std::move(input);
  co_await asio::async_write(to, asio::buffer(data), asio::as_tuple(asio::use_awaitable));
  to.close();
  asio::steady_timer forever(co_await asio::this_coro::executor, deadline::max());
  co_await forever.async_wait(asio::use_awaitable);
}

task<net_result<std::string>> drain(byte_stream& from, std::size_t most) {
  std::string output;
  for (;;) {
    const std::size_t before = output.size();
    output.resize(before + 16 * 1024);
    auto [failure, size] = co_await from.async_read_some(asio::buffer(output.data() + before, output.size() - before),
                                                         asio::as_tuple(asio::use_awaitable));
    output.resize(before + size);
    if (output.size() > most)
      co_return std::unexpected(
          net_error{net_failure::other, fmt::format("the script's output has more than {} bytes", most), {}});
    if (failure == asio::error::eof) co_return output;
    if (failure) co_return std::unexpected(to_net_error(failure));
  }
}

}  // namespace

task<net_result<std::string>> converse(byte_stream& from, byte_stream& to, task<std::string> input, std::size_t most) {
  using namespace asio::experimental::awaitable_operators;
  auto ended = co_await (drain(from, most) || feed(to, std::move(input)));
  co_return std::move(std::get<0>(ended));
}

}  // namespace dropsweep
