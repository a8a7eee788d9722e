#include "connect/wire.hpp"

#include <boost/asio/detached.hpp>
#include <boost/asio/write.hpp>
#include <cstring>

namespace dropsweep {

namespace {

constexpr std::size_t inbox_limit = 1u << 20;     // the reader pauses above it
constexpr std::size_t outbox_limit = 256u << 10;  // writers pause above it
// libssh2 answers some packets by itself (requests, window adjustments): a peer that asks and never reads must not fill our
// memory.
constexpr std::size_t outbox_most = 16u << 20;
constexpr std::size_t opening_limit = 16u << 10;
constexpr char ssh_msg_newkeys = 21;

}  // namespace

wire::wire(std::unique_ptr<byte_stream> transport) : transport_(std::move(transport)), progress_(transport_->get_executor()) {}

std::shared_ptr<wire> wire::over(std::unique_ptr<byte_stream> transport) {
  std::shared_ptr<wire> made(new wire(std::move(transport)));
  const auto executor = made->transport_->get_executor();
  asio::co_spawn(executor, pump_in(made), asio::detached);
  asio::co_spawn(executor, pump_out(made), asio::detached);
  return made;
}

ssize_t wire::take_from_libssh2(const char* data, std::size_t size) {
  if (ended_) return -EPIPE;
  if (outbox_.size() + size > outbox_most) return -ENOBUFS;
  const bool was_empty = outbox_.empty();
  outbox_.append(data, size);
  ++packets_sent_;
  // Until then packets are readable: length (4), padding (1), type.
  if (!newkeys_sent_ && size > 5 && data[5] == ssh_msg_newkeys) {
    newkeys_sent_ = true;
    newkeys_at_ = packets_sent_;
  }
  if (was_empty) progress_.all();
  return static_cast<ssize_t>(size);
}

ssize_t wire::give_to_libssh2(char* into, std::size_t size) {
  const std::size_t count = std::min(size, inbox_.size() - inbox_at_);
  if (count == 0 && ended_) return end_ == asio::error::eof ? 0 : -ECONNRESET;
  if (count == 0) return -EAGAIN;
  std::memcpy(into, inbox_.data() + inbox_at_, count);
  inbox_at_ += count;
  taken_ += count;
  if (inbox_at_ == inbox_.size()) {
    inbox_.clear();
    inbox_at_ = 0;
  }
  if (keys_exchanged() && !opening_.empty()) std::string().swap(opening_);
  return static_cast<ssize_t>(count);
}

bool wire::has_room() const noexcept { return outbox_.size() + in_flight_ <= outbox_limit || ended_; }

task<void> wire::flushed() {
  while (outbox_.size() + in_flight_ > 0 && !ended_) co_await progress_.wait();
}

task<void> wire::pump_in(std::shared_ptr<wire> self) {
  std::string buffer(64 * 1024, '\0');
  while (!self->ended_) {
    if (self->inbox_.size() - self->inbox_at_ > inbox_limit) {
      co_await self->progress_.wait();
      continue;
    }
    auto [failure, size] = co_await self->transport_->async_read_some(asio::buffer(buffer), asio::as_tuple(asio::use_awaitable));
    if (failure) {
      self->end_with(failure);
      break;
    }
    self->inbox_.erase(0, self->inbox_at_);
    self->inbox_at_ = 0;
    self->inbox_.append(buffer, 0, size);
    if (!self->keys_exchanged())
      self->opening_.append(buffer, 0, std::min(size, opening_limit - std::min(opening_limit, self->opening_.size())));
    self->progress_.all();
  }
}

task<void> wire::pump_out(std::shared_ptr<wire> self) {
  std::string sending;
  while (!self->ended_) {
    if (self->outbox_.empty()) {
      co_await self->progress_.wait();
      continue;
    }
    sending.swap(self->outbox_);
    self->in_flight_ = sending.size();
    auto [failure, size] =
        co_await asio::async_write(*self->transport_, asio::buffer(sending), asio::as_tuple(asio::use_awaitable));
    sending.clear();
    self->in_flight_ = 0;
    if (failure) self->end_with(failure);
    self->progress_.all();
  }
}

void wire::end_with(boost::system::error_code why) noexcept {
  if (ended_) return;
  ended_ = true;
  end_ = why;
  transport_->close();
  progress_.all();
}

void wire::close() noexcept { end_with(asio::error::operation_aborted); }

}  // namespace dropsweep
