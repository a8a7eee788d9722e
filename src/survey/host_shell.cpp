#include "survey/host_shell.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/write.hpp>

namespace dropsweep {

namespace {

constexpr std::size_t noise_most = 16 * 1024;  // what start files may print before our script

}  // namespace

// The shell answers one after the other; who comes meanwhile waits here.
class host_shell::place {
 public:
  explicit place(host_shell& of) : of_(of) { of_.taken_ = true; }
  ~place() {
    of_.taken_ = false;
    of_.turn_.cancel();
  }
  place(const place&) = delete;
  place& operator=(const place&) = delete;

 private:
  host_shell& of_;
};

task<net_result<std::string>> host_shell::ask(std::string request, std::string data, std::size_t most, deadline until) {
  while (taken_) (void)co_await turn_.async_wait(asio::as_tuple(asio::use_awaitable));
  const place mine(*this);
  if (failure_) co_return std::unexpected(*failure_);
  // A line end in an argument would be a request of its own.
  for (char& letter : request) {
    if (letter == '\n' || letter == '\0') letter = '?';
  }
  auto answer = co_await by(until, converse(std::move(request) + "\n" + std::move(data), most, until));
  if (!answer) {
    failure_ = answer.error();
    if (stream_) stream_->close();
  }
  co_return answer;
}

task<net_result<std::string>> host_shell::converse(std::string request, std::size_t most, deadline until) {
  if (!stream_) {
    auto started = co_await runner_.start(host_script, until);
    if (!started) co_return std::unexpected(std::move(started.error()));
    stream_ = std::move(*started);
  }
  // A script that does not read is noticed by what it does not say.
  (void)co_await asio::async_write(*stream_, asio::buffer(request), asio::as_tuple(asio::use_awaitable));
  co_return co_await read_answer(most);
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
