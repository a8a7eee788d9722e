// One open channel of a session, and the byte_stream that others see of it.
#pragma once

#include "connect/session.hpp"

namespace dropsweep {

class ssh_channel : public std::enable_shared_from_this<ssh_channel> {
 public:
  struct io_outcome {
    boost::system::error_code failure;
    std::size_t size = 0;
  };

  ssh_channel(std::shared_ptr<ssh_session> session, LIBSSH2_CHANNEL* channel);
  // Closes and frees the channel on the session's time: nobody waits for the server's answer.
  ~ssh_channel();
  ssh_channel(const ssh_channel&) = delete;
  ssh_channel& operator=(const ssh_channel&) = delete;

  // `from` 0 is the standard stream, 1 what a command wrote to its standard error. The end is asio::error::eof.
  static task<io_outcome> read(std::shared_ptr<ssh_channel> self, asio::mutable_buffer into, int from = 0);
  static task<io_outcome> write(std::shared_ptr<ssh_channel> self, asio::const_buffer from);

  // Says that no more will be written; reading goes on.
  void end_input() noexcept;
  // Operations under way end with operation_aborted.
  void close() noexcept;

  ssh_session& session() const noexcept { return *session_; }
  LIBSSH2_CHANNEL* raw() const noexcept { return channel_; }

 private:
  std::shared_ptr<ssh_session> session_;
  LIBSSH2_CHANNEL* channel_;
  bool closed_ = false;
  std::string writing_;  // a copy of what the write under way is about; see write()
};

// The standard stream of a channel. Destroying it closes the channel.
std::unique_ptr<byte_stream> make_stream(std::shared_ptr<ssh_channel> channel);

}  // namespace dropsweep
