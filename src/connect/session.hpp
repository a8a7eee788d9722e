// One libssh2 session, its wire and the one would-block loop. Everything here runs on one thread.
#pragma once

#include <memory>
#include <set>

#include "connect/library.hpp"
#include "connect/wire.hpp"

namespace dropsweep {

class ssh_session : public std::enable_shared_from_this<ssh_session> {
 public:
  static std::shared_ptr<ssh_session> over(std::unique_ptr<byte_stream> transport);
  ~ssh_session();
  ssh_session(const ssh_session&) = delete;
  ssh_session& operator=(const ssh_session&) = delete;

  // Makes `call` (a libssh2 function over this session) until it is not LIBSSH2_ERROR_EAGAIN and gives its last answer; in
  // between it sleeps until bytes have moved. The caller keeps this session alive. Cancellation throws at the sleep; what libssh2
  // remembers of an unfinished call then stays in the session, so that calls which remember (open, exec) are made by coroutines
  // that nobody cancels.
  template <class Call>
  task<long> until_done(Call call) {
    for (;;) {
      const long answer = once(call);
      if (answer != LIBSSH2_ERROR_EAGAIN) co_return answer;
      // Everything that came was looked at, and more will not come.
      if (bytes_->ended()) co_return LIBSSH2_ERROR_SOCKET_DISCONNECT;
      co_await bytes_->progress().wait();
    }
  }

  // The step of that loop: one call, and all others look again if it may have put packets aside that they wait for.
  template <class Call>
  long once(Call& call) {
    const auto taken = bytes_->taken();
    const long answer = call();
    if (answer < 0 && answer != LIBSSH2_ERROR_EAGAIN) end_if_broken(answer);
    if (answer != LIBSSH2_ERROR_EAGAIN || bytes_->taken() != taken) bytes_->progress().all();
    return answer;
  }

  LIBSSH2_SESSION* raw() const noexcept { return session_; }
  wire& bytes() const noexcept { return *bytes_; }
  libssh2_context& context() noexcept { return context_; }
  asio::any_io_executor executor() const { return executor_; }
  int idle_descriptor() const noexcept { return idle_descriptor_; }
  std::string last_error() const;
  // Of a session that has ended: why ("the other side closed the connection"), and that as a sentence with the server's last
  // words.
  std::string end_reason() const { return !broken_.empty() ? broken_ : to_net_error(bytes_->end()).detail; }
  net_error ending() const {
    return {net_failure::closed, "the SSH connection ended: " + end_reason(), foreign(context_.last_words)};
  }

  // What libssh2 keeps once per session and not per channel: a channel open under way (session->open_state), and who a
  // CHANNEL_SUCCESS is for (packet.c, _libssh2_packet_requirev gives up on an answer that is another channel's).
  turn_queue& opens() noexcept { return opens_; }
  turn_queue& requests() noexcept { return requests_; }

  // Channels that are open, for the attendant.
  std::set<LIBSSH2_CHANNEL*>& channels() noexcept { return channels_; }
  // Once authenticated: keeps NAT entries alive and answers the server's own probes while nobody reads.
  void attend();

  // Ends the transport. Every operation under way ends soon after.
  void close() noexcept;

 private:
  explicit ssh_session(std::unique_ptr<byte_stream> transport);
  void end_if_broken(long answer) noexcept;
  static task<void> attendant(std::weak_ptr<ssh_session> weak, std::shared_ptr<asio::steady_timer> pulse);

  asio::any_io_executor executor_;
  std::shared_ptr<wire> bytes_;
  std::string broken_;  // what libssh2 said when it could not go on
  libssh2_context context_;
  int idle_descriptor_;
  LIBSSH2_SESSION* session_;
  turn_queue opens_, requests_;
  std::set<LIBSSH2_CHANNEL*> channels_;
  std::shared_ptr<asio::steady_timer> pulse_;
};

// Ends the session when a walk that was cancelled or failed leaves it behind: its pumps and opens would wait for the server
// otherwise.
class session_guard {
 public:
  explicit session_guard(std::shared_ptr<ssh_session> session) : session_(std::move(session)) {}
  session_guard(const session_guard&) = delete;
  session_guard& operator=(const session_guard&) = delete;
  ~session_guard() {
    if (session_) session_->close();
  }
  std::shared_ptr<ssh_session> release() { return std::exchange(session_, nullptr); }

 private:
  std::shared_ptr<ssh_session> session_;
};

}  // namespace dropsweep
