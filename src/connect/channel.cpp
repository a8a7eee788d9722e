#include "connect/channel.hpp"

#include <boost/asio/detached.hpp>

namespace dropsweep {

namespace {

// One SSH packet's worth: libssh2 takes no more at once (channel.c, _libssh2_channel_write).
constexpr std::size_t most_per_write = 32'700;

boost::system::error_code to_error_code(long answer) {
  switch (answer) {
    case LIBSSH2_ERROR_CHANNEL_CLOSED:
    case LIBSSH2_ERROR_CHANNEL_EOF_SENT: return asio::error::broken_pipe;
    default: return asio::error::connection_reset;
  }
}

task<void> free_channel(std::shared_ptr<ssh_session> session, LIBSSH2_CHANNEL* channel) {
  co_await session->until_done([channel] { return static_cast<long>(libssh2_channel_free(channel)); });
}

task<void> send_eof(std::shared_ptr<ssh_session> session, std::shared_ptr<ssh_channel>, LIBSSH2_CHANNEL* channel) {
  co_await session->until_done([channel] { return static_cast<long>(libssh2_channel_send_eof(channel)); });
}

}  // namespace

ssh_channel::ssh_channel(std::shared_ptr<ssh_session> session, LIBSSH2_CHANNEL* channel)
    : session_(std::move(session)), channel_(channel) {
  session_->channels().insert(channel_);
}

ssh_channel::~ssh_channel() {
  session_->channels().erase(channel_);
  // A session that has ended frees its channels itself.
  if (session_->bytes().ended()) return;
  asio::co_spawn(session_->executor(), free_channel(session_, channel_), asio::detached);
}

task<ssh_channel::io_outcome> ssh_channel::read(std::shared_ptr<ssh_channel> self, asio::mutable_buffer into, int from) {
  if (into.size() == 0) co_return io_outcome{};
  const long answer = co_await self->session_->until_done([&] {
    if (self->closed_) return long{LIBSSH2_ERROR_CHANNEL_CLOSED};
    return static_cast<long>(libssh2_channel_read_ex(self->channel_, from, static_cast<char*>(into.data()), into.size()));
  });
  if (self->closed_) co_return io_outcome{asio::error::operation_aborted};
  // Not libssh2_channel_eof(): it says "no" while the other stream of the channel has bytes that nobody reads.
  if (answer == 0) co_return io_outcome{asio::error::eof};
  if (answer < 0) co_return io_outcome{to_error_code(answer)};
  co_return io_outcome{{}, static_cast<std::size_t>(answer)};
}

task<ssh_channel::io_outcome> ssh_channel::write(std::shared_ptr<ssh_channel> self, asio::const_buffer from) {
  if (from.size() == 0) co_return io_outcome{};
  while (!self->closed_ && !self->session_->bytes().has_room()) co_await self->session_->bytes().progress().wait();
  // While keys are renewed libssh2 remembers how much it was about to write and wants the same bytes again. A write that was
  // cancelled then leaves its copy here, and nothing else may be written after it.
  if (!self->writing_.empty()) co_return io_outcome{asio::error::broken_pipe};
  self->writing_.assign(static_cast<const char*>(from.data()), std::min(from.size(), most_per_write));
  const long answer = co_await self->session_->until_done([&self] {
    if (self->closed_) return long{LIBSSH2_ERROR_CHANNEL_CLOSED};
    return static_cast<long>(libssh2_channel_write_ex(self->channel_, 0, self->writing_.data(), self->writing_.size()));
  });
  self->writing_.clear();
  if (self->closed_) co_return io_outcome{asio::error::operation_aborted};
  if (answer < 0) co_return io_outcome{to_error_code(answer)};
  co_return io_outcome{{}, static_cast<std::size_t>(answer)};
}

void ssh_channel::end_input() noexcept {
  if (closed_ || session_->bytes().ended()) return;
  asio::co_spawn(session_->executor(), send_eof(session_, shared_from_this(), channel_), asio::detached);
}

void ssh_channel::close() noexcept {
  closed_ = true;
  session_->bytes().progress().all();
}

}  // namespace dropsweep
