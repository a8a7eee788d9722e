// The link to one host: everything that goes to it travels over this one SSH connection (or, for unix://, from this machine).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "connect/credentials.hpp"
#include "core/error.hpp"
#include "model/target.hpp"
#include "net/dialer.hpp"

namespace dropsweep {

class host_link {
 public:
  virtual ~host_link() = default;

  // A new stream to the Docker Engine's socket: direct-streamlocal; when sshd refuses that, `docker system dial-stdio` over an
  // exec channel, or a relay by what else is there, with `sudo -n` only if allowed. What worked once is used from then on. Errors
  // are whole sentences with step "socket" and code engine (permission, not there) or unreachable.
  virtual task<result<std::unique_ptr<byte_stream>>> open_engine(deadline until) = 0;

  virtual dialer& network() = 0;         // TCP as the host sees it (direct-tcpip)
  virtual script_runner& scripts() = 0;  // a POSIX shell on the host (exec)

  // How many engine streams may be open at once (sshd's MaxSessions counts exec channels, not forwarded sockets).
  virtual unsigned engine_streams() const = 0;

  // A name of engine_way.hpp or "local socket"; "" before the first open_engine.
  virtual std::string engine_way() const = 0;

  // Set once nothing travels over it any more: why.
  virtual std::optional<net_error> lost() const = 0;

  // Sends SSH_MSG_DISCONNECT where it can and closes. Never waits longer than a second.
  virtual task<void> hang_up() = 0;
};

// Told of each step as it ends well: name ("name", "tcp", "banner", "host key", "authentication" while connecting, "socket" with
// the first engine stream), what was seen, how long it took. The link keeps it until then.
using step_listener = std::function<void(std::string_view step, std::string saw, span took)>;

// Told of each attempt that failed and is not the last, with the moment of the next one: a sentence.
using retry_listener = std::function<void(std::string_view step, std::string saw)>;

// Walks: name, TCP, banner and key exchange, host key (before anything else is sent), authentication.
// Every failure is a sentence with the host, the step, what was seen and what to do, and has its own exit code:
// unreachable (name, TCP, banner, timeout), host_key (none known, a different one, revoked: with the key seen and the exact line
// to add), authentication, inputs (a private key that cannot be read, a wrong passphrase).
// What may pass by itself before a user authenticates is tried again (retries.hpp), all within connect-timeout.
task<result<std::unique_ptr<host_link>>> connect_over_ssh(ssh_address to, const connect_settings& settings, step_listener heard,
                                                          retry_listener retrying = {});

std::unique_ptr<host_link> connect_locally(asio::any_io_executor executor, engine_socket to, std::string home);

}  // namespace dropsweep
