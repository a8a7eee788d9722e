#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/asio/local/stream_protocol.hpp>

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

// A socket, not pipes: writing to a script that has ended must be an error and not a SIGPIPE. (OpenSSH does the same on the other
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
int spawn_shell(pid_t& leader, std::string script, int way) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&files);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_adddup2(&files, way, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, way, STDOUT_FILENO);
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

// The shell's socket, and the shell, which ends with it.
class local_script final : public socket_stream<unix_socket> {
 public:
  local_script(pid_t leader, unix_socket socket) : socket_stream(std::move(socket)), shell_(leader) {}

 private:
  child shell_;
};

class local_script_runner final : public script_runner {
 public:
  explicit local_script_runner(asio::any_io_executor executor) : executor_(std::move(executor)) {}

  task<net_result<std::unique_ptr<byte_stream>>> start(std::string_view script, deadline) override {
    socket_pair way;
    if (!way.open()) co_return std::unexpected(cannot_start(errno));
    pid_t leader = 0;
    if (const int failure = spawn_shell(leader, std::string(script), way.theirs.number); failure != 0)
      co_return std::unexpected(cannot_start(failure));
    // `way` closes the child's end here: only the child may hold it, or the end of its output would never be seen.
    co_return std::make_unique<local_script>(leader, unix_socket(executor_, protocol(), way.ours.release()));
  }

 private:
  asio::any_io_executor executor_;
};

}  // namespace

std::unique_ptr<script_runner> make_local_script_runner(asio::any_io_executor executor) {
  return std::make_unique<local_script_runner>(std::move(executor));
}

}  // namespace dropsweep
