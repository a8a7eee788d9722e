// The bytes under one libssh2 session. libssh2 is a state machine over memory here: what it sends goes to an outbox that takes
// everything, what it reads comes from an inbox, and two pumps move both over the transport.
//
// Why: libssh2 keeps the packet that a full socket did not take, and it must be finished by the very same call before any other
// call may send (transport.c, send_existing). With several channels in flight nobody can promise that. An outbox that never says
// "would block" makes the case impossible; writers hold back before they call (`room`). And any byte_stream can be the transport:
// a jump host is a session over a channel of another session.
#pragma once

#include <libssh2.h>

#include <memory>
#include <string>

#include "net/byte_stream.hpp"
#include "net/wake_up.hpp"

namespace dropsweep {

class wire : public std::enable_shared_from_this<wire> {
 public:
  static std::shared_ptr<wire> over(std::unique_ptr<byte_stream> transport);

  // Our half of libssh2's callbacks: a count of bytes, or a negative errno.
  ssize_t take_from_libssh2(const char* data, std::size_t size);
  ssize_t give_to_libssh2(char* into, std::size_t size);

  // Bytes that libssh2 has taken off the inbox so far. A call that moved this may have put packets of other channels aside.
  std::uint64_t taken() const noexcept { return taken_; }
  // Packets that libssh2 has sent so far, the identification line included.
  std::uint64_t packets_sent() const noexcept { return packets_sent_; }
  // True once a packet followed our NEWKEYS: the host has proved its key, and libssh2 went on to ask for the authentication
  // service.
  bool keys_exchanged() const noexcept { return newkeys_sent_ && packets_sent_ > newkeys_at_; }
  // The transport has failed or ended, and why.
  bool ended() const noexcept { return ended_; }
  boost::system::error_code end() const noexcept { return end_; }
  // The beginning of what the other side sent, for messages (see greeting.hpp); kept until keys are exchanged.
  const std::string& opening() const noexcept { return opening_; }

  wake_up& progress() noexcept { return progress_; }
  // Whether the outbox is short enough for another write.
  bool has_room() const noexcept;
  task<void> flushed();  // until the outbox is empty or the transport has ended

  // Drops what was not sent yet and ends the transport; pumps and waiters end soon after.
  void discard_outbox() noexcept { outbox_.clear(); }
  void close() noexcept;

 private:
  explicit wire(std::unique_ptr<byte_stream> transport);
  static task<void> pump_in(std::shared_ptr<wire> self);
  static task<void> pump_out(std::shared_ptr<wire> self);
  void end_with(boost::system::error_code why) noexcept;

  std::unique_ptr<byte_stream> transport_;
  wake_up progress_;
  std::string inbox_, outbox_, opening_;
  std::size_t inbox_at_ = 0;   // where the unread part begins
  std::size_t in_flight_ = 0;  // handed to the transport, not yet taken by it
  std::uint64_t taken_ = 0, packets_sent_ = 0, newkeys_at_ = 0;
  bool newkeys_sent_ = false, ended_ = false;
  boost::system::error_code end_;
};

}  // namespace dropsweep
