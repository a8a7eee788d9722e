// Opening channels. A libssh2 open that was begun must be finished before the next one can begin, so every open is made by a
// coroutine of its own that nobody cancels; who asked for it may leave at any time, and a channel that nobody waits for any more
// is closed at once.
#pragma once

#include <variant>

#include "connect/channel.hpp"
#include "net/dialer.hpp"

namespace dropsweep {

struct remote_command {
  std::string line;          // for the account's login shell
  bool keep_errors = false;  // its standard error is readable, else thrown away

  friend bool operator==(const remote_command&, const remote_command&) = default;
};

// A socket or a port as the host sees it, or a command on the host.
using channel_kind = std::variant<unix_endpoint, tcp_endpoint, remote_command>;
using channel_result = net_result<std::shared_ptr<ssh_channel>>;

class opening {
 public:
  // Starts at once, behind the opens that were begun before.
  static std::shared_ptr<opening> begin(std::shared_ptr<ssh_session> session, channel_kind what);

  explicit opening(const asio::any_io_executor& executor) : done_(executor) {}
  static task<channel_result> finish(std::shared_ptr<opening> self);

 private:
  static task<void> work(std::shared_ptr<opening> self, std::shared_ptr<ssh_session> session, channel_kind what);

  wake_up done_;
  std::optional<channel_result> result_;
};

// Begin and finish. Refusals: not_permitted (sshd forbids it), refused (it could not connect there), unsupported (no such channel
// type), closed (the session has ended).
task<channel_result> open_channel(std::shared_ptr<ssh_session> session, channel_kind what);

}  // namespace dropsweep
