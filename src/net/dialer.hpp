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
};

struct unix_endpoint {
  std::string path;
};

using endpoint = std::variant<tcp_endpoint, unix_endpoint>;

class dialer {
 public:
  virtual ~dialer() = default;
  virtual task<net_result<std::unique_ptr<byte_stream>>> dial(endpoint where, deadline until) = 0;
};

// Runs a fixed script in a POSIX shell on the host that is looked at. The script is a constant of ours; data goes to its standard
// input, never into its text.
class script_runner {
 public:
  virtual ~script_runner() = default;
  // Standard output, at most `most` bytes (then net_failure::other); standard error is dropped. Exit status is not looked at.
  // `input` may be a coroutine's late result: it is awaited after the script was started, so that both travel at once.
  virtual task<net_result<std::string>> run(std::string_view script, task<std::string> input, std::size_t most,
                                            deadline until) = 0;
};

// From this machine: real sockets.
std::unique_ptr<dialer> make_local_dialer(asio::any_io_executor executor);

// On this machine: /bin/sh as a child process, ended when the deadline passes.
std::unique_ptr<script_runner> make_local_script_runner(asio::any_io_executor executor);

}  // namespace dropsweep
