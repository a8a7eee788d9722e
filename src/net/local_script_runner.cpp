#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>

#include <array>
#include <boost/asio/local/stream_protocol.hpp>

#include "net/child_process.hpp"
#include "net/dialer.hpp"
#include "net/socket_stream.hpp"

namespace dropsweep {

namespace {

using protocol = asio::local::stream_protocol;
using unix_socket = protocol::socket;

// A shell as the leader of its own process group, so that whatever it started ends with it.
class child {
 public:
  explicit child(pid_t leader) : leader_(leader) {}
  child(const child&) = delete;
  child& operator=(const child&) = delete;
  ~child() {
    ::kill(-leader_, SIGKILL);
    wait_for_child(leader_);
  }

 private:
  pid_t leader_;
};

// A socket, not pipes: writing to a script that has ended must be an error and not a SIGPIPE. (OpenSSH does the same on the other
// side.)
struct socket_pair {
  std::array<int, 2> ends{-1, -1};
  const bool open = ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0;
  descriptor ours{ends[0]}, theirs{ends[1]};
};

// The child gets a clean environment: ours holds secrets (INPUT_SSH_KEY).
int start_shell(pid_t& leader, std::string script, const std::string& home, int way) {
  const descriptor nowhere(::open("/dev/null", O_WRONLY | O_CLOEXEC));
  std::vector<std::string> environment{"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"};
  if (!home.empty()) environment.push_back("HOME=" + home);
  return start_child(leader, {"/bin/sh", "-c", std::move(script)}, std::move(environment), {way, way, nowhere.number()});
}

net_error cannot_start(int failure) {
  return {net_failure::unsupported,
          fmt::format("/bin/sh could not be started: {}",
                      boost::system::error_code(failure, boost::system::system_category()).message()),
          {}};
}

// The shell's socket, and the shell, which ends with it.
class local_script final : public socket_stream<unix_socket> {
 public:
  local_script(pid_t leader, unix_socket socket) : socket_stream(std::move(socket)), shell_(leader) {}

 private:
  child shell_;
};

class local_script_runner final : public script_runner {
 public:
  local_script_runner(asio::any_io_executor executor, std::string home)
      : executor_(std::move(executor)), home_(std::move(home)) {}

  task<net_result<std::unique_ptr<byte_stream>>> start(std::string_view script, deadline) override {
    socket_pair way;
    if (!way.open) co_return std::unexpected(cannot_start(errno));
    pid_t leader = 0;
    if (const int failure = start_shell(leader, std::string(script), home_, way.theirs.number()); failure != 0)
      co_return std::unexpected(cannot_start(failure));
    // `way` closes the child's end here: only the child may hold it, or the end of its output would never be seen.
    co_return std::make_unique<local_script>(leader, unix_socket(executor_, protocol(), way.ours.release()));
  }

 private:
  asio::any_io_executor executor_;
  std::string home_;
};

}  // namespace

std::unique_ptr<script_runner> make_local_script_runner(asio::any_io_executor executor, std::string home) {
  return std::make_unique<local_script_runner>(std::move(executor), std::move(home));
}

}  // namespace dropsweep
