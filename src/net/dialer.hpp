// Ways to reach something: from this machine, or from the droplet through its SSH session. The engine and the probes do not know
// which.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "net/deadline.hpp"

namespace dropsweep {

struct tcp_endpoint {
  std::string host;  // a name, resolved where the dialer stands, or an address
  std::uint16_t port = 0;

  friend bool operator==(const tcp_endpoint&, const tcp_endpoint&) = default;
};

struct unix_endpoint {
  std::string path;

  friend bool operator==(const unix_endpoint&, const unix_endpoint&) = default;
};

using endpoint = std::variant<tcp_endpoint, unix_endpoint>;

class dialer {
 public:
  virtual ~dialer() = default;
  virtual task<net_result<std::unique_ptr<byte_stream>>> dial(endpoint where, deadline until) = 0;
};

// Starts a fixed script in a POSIX shell on the host that is looked at. The script is a constant of ours; data goes to its
// standard input, never into its text.
class script_runner {
 public:
  virtual ~script_runner() = default;
  // The script's standard output and input as one stream; standard error is dropped. Its end is the end of the script's input.
  // Before the script's own output may stand what a login shell's start files print. not_permitted: the server runs no commands
  // for this account; unsupported: there is no shell.
  virtual task<net_result<std::unique_ptr<byte_stream>>> start(std::string_view script, deadline until) = 0;
};

// From this machine: real sockets.
std::unique_ptr<dialer> make_local_dialer(asio::any_io_executor executor);

// On this machine: /bin/sh as a child process, ended with its stream. `home`: the account's folder, "" where it has none.
std::unique_ptr<script_runner> make_local_script_runner(asio::any_io_executor executor, std::string home = "");

}  // namespace dropsweep
