#include "survey/host_shell.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/write.hpp>

namespace dropsweep {

namespace {

constexpr std::size_t noise_most = 16 * 1024;  // what start files may print before our script

}  // namespace

task<net_result<std::string>> host_shell::ask(std::string request, std::string data, std::size_t most, deadline until) {
  if (failure_) co_return std::unexpected(*failure_);
  // A line end in an argument would be a request of its own.
  for (char& letter : request) {
    if (letter == '\n' || letter == '\0') letter = '?';
  }
  const auto place = places_++;
  auto answer = co_await by(until, converse(place, std::move(request) + "\n" + std::move(data), most, until));
  if (!answer && !failure_) {
    failure_ = answer.error();
    if (stream_) stream_->close();
  }
  answered_ = place + 1;
  moved_on_.all();
  co_return answer;
}

task<net_result<std::string>> host_shell::converse(std::size_t place, std::string request, std::size_t most, deadline until) {
  co_await turn_of(place, asked_);
  if (!failure_ && !stream_) {
    auto started = co_await runner_.start(script_, until);
    if (!started) co_return std::unexpected(std::move(started.error()));
    stream_ = std::move(*started);
  }
  // A script that does not read is noticed by what it does not say.
  if (!failure_) (void)co_await asio::async_write(*stream_, asio::buffer(request), asio::as_tuple(asio::use_awaitable));
  asked_ = place + 1;
  moved_on_.all();
  co_await turn_of(place, answered_);
  if (failure_) co_return std::unexpected(*failure_);
  co_return co_await read_answer(most);
}

task<void> host_shell::turn_of(std::size_t place, const std::size_t& turn) {
  while (turn < place && !failure_) co_await moved_on_.wait();
}

task<net_result<std::string>> host_shell::read_answer(std::size_t most) {
  std::array<char, 16 * 1024> buffer{};
  std::size_t searched = 0;
  for (;;) {
    const auto begin = unread_.find(begin_mark);
    const auto first = begin == std::string::npos ? begin : begin + begin_mark.size();
    const auto end = unread_.find(end_mark, std::max(first, searched));
    if (end != std::string::npos) {
      auto answer = unread_.substr(first, end - first);
      unread_.erase(0, end + end_mark.size());
      co_return answer;
    }
    if (unread_.size() > most + noise_most)
      co_return std::unexpected(net_error{net_failure::other, fmt::format("the shell says more than {} bytes", most), {}});
    searched = unread_.size() - std::min(unread_.size(), end_mark.size());
    const auto [code, size] = co_await stream_->async_read_some(asio::buffer(buffer), asio::as_tuple(asio::use_awaitable));
    if (code && code != asio::error::operation_aborted && begin == std::string::npos)
      co_return std::unexpected(
          net_error{net_failure::unsupported, "the account has no shell that runs commands", foreign(unread_.substr(0, 1000))});
    if (code) co_return std::unexpected(to_net_error(code));
    unread_.append(buffer.data(), size);
  }
}

}  // namespace dropsweep
