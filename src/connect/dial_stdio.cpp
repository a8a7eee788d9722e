#include "connect/dial_stdio.hpp"

#include <array>
#include <boost/asio/write.hpp>

namespace dropsweep {

namespace {

// HEAD, so that the answer ends with its header (API 1.40 and later; older engines refuse it, also without a body).
constexpr std::string_view ping = "HEAD /_ping HTTP/1.1\r\nHost: docker\r\nUser-Agent: dropsweep\r\n\r\n";
constexpr std::size_t words_limit = 4096;

task<std::string> standard_error(std::shared_ptr<ssh_channel> channel) {
  std::string words;
  std::array<char, 1024> buffer{};
  while (words.size() < words_limit) {
    const auto got = co_await ssh_channel::read(channel, asio::buffer(buffer), 1);
    if (got.failure) break;
    words.append(buffer.data(), got.size);
  }
  co_return words;
}

}  // namespace

task<net_result<bool>> greet_engine(byte_stream& stream, std::shared_ptr<ssh_channel> channel, std::string& words) {
  co_await asio::async_write(stream, asio::buffer(ping), asio::as_tuple(asio::use_awaitable));
  std::string answer;
  bool ended = false;
  words.clear();
  std::array<char, 1024> buffer{};
  while (answer.size() < words_limit && !answer.contains("\r\n\r\n")) {
    auto [failure, size] = co_await stream.async_read_some(asio::buffer(buffer), asio::as_tuple(asio::use_awaitable));
    answer.append(buffer.data(), size);
    if ((ended = failure.failed())) break;
  }
  if (answer.starts_with("HTTP/1.") && answer.ends_with("\r\n\r\n")) co_return true;
  // A command that goes on talking (a forced one: a menu, an endless greeting) never ends its standard error either.
  if (ended) words = co_await standard_error(std::move(channel));
  if (words.empty()) words = answer;
  co_return std::unexpected(net_error{net_failure::refused, "the command did not reach the engine", foreign(words)});
}

}  // namespace dropsweep
