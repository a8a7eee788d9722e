#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/asio/local/stream_protocol.hpp>

#include "net/converse.hpp"
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
    while (::waitpid(leader_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }

 private:
  pid_t leader_;
};

struct descriptor {
  int number = -1;
  descriptor() = default;
  descriptor(const descriptor&) = delete;
  descriptor& operator=(const descriptor&) = delete;
  ~descriptor() { close(); }
  void close() {
    if (const int mine = release(); mine >= 0) ::close(mine);
  }
  int release() { return std::exchange(number, -1); }
};

// Sockets, not pipes: writing to a script that has ended must be an error and not a SIGPIPE. (OpenSSH does the same on the other
// side.)
struct socket_pair {
  descriptor ours, theirs;

  bool open() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return false;
    ours.number = ends[0];
    theirs.number = ends[1];
    return true;
  }
};

// The child gets a clean environment and plain signals: ours hold secrets (INPUT_SSH_KEY) and may ignore SIGPIPE.
int spawn_shell(pid_t& leader, std::string script, int input, int output) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&files);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

  std::string shell = "/bin/sh", command = "-c", path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  std::array<char*, 4> arguments{shell.data(), command.data(), script.data(), nullptr};
  std::array<char*, 2> environment{path.data(), nullptr};
  const int failure = posix_spawn(&leader, shell.c_str(), &files, &attributes, arguments.data(), environment.data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return failure;
}

net_error cannot_start(int failure) {
  return {net_failure::unsupported,
          fmt::format("/bin/sh could not be started: {}",
                      boost::system::error_code(failure, boost::system::system_category()).message()),
          {}};
}

task<net_result<std::string>> run_script(std::string script, task<std::string> input, std::size_t most) {
  socket_pair input_way, output_way;
  if (!input_way.open() || !output_way.open()) co_return std::unexpected(cannot_start(errno));
  pid_t leader = 0;
  if (const int failure = spawn_shell(leader, std::move(script), input_way.theirs.number, output_way.theirs.number); failure != 0)
    co_return std::unexpected(cannot_start(failure));
  const child shell(leader);
  // Only the child may hold its ends, or the end of its output would never be seen.
  input_way.theirs.close();
  output_way.theirs.close();

  const auto executor = co_await asio::this_coro::executor;
  socket_stream<unix_socket> to(unix_socket(executor, protocol(), input_way.ours.release()));
  socket_stream<unix_socket> from(unix_socket(executor, protocol(), output_way.ours.release()));
  co_return co_await converse(from, to, std::move(input), most);
}

class local_script_runner final : public script_runner {
 public:
  task<net_result<std::string>> run(std::string_view script, task<std::string> input, std::size_t most, deadline until) override {
    co_return co_await by(until, run_script(std::string(script), std::move(input), most));
  }
};

}  // namespace

std::unique_ptr<script_runner> make_local_script_runner(asio::any_io_executor) { return std::make_unique<local_script_runner>(); }

}  // namespace dropsweep
