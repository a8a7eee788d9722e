// The agent at SSH_AUTH_SOCK (draft-miller-ssh-agent): which keys it has, and its signatures. libssh2's own agent client blocks.
#pragma once

#include "net/deadline.hpp"

namespace dropsweep {

class key_agent {
 public:
  static task<net_result<key_agent>> at(std::string socket_path, deadline until);

  // Public keys as blobs, in the agent's order.
  task<net_result<std::vector<std::string>>> identities(deadline until);

  // The raw signature (without the algorithm's name) of a publickey request, whose algorithm stands in the data itself.
  task<net_result<std::string>> sign(std::string key_blob, std::string request, deadline until);

 private:
  explicit key_agent(std::unique_ptr<byte_stream> stream) : stream_(std::move(stream)) {}
  task<net_result<std::string>> ask(std::string message);

  std::unique_ptr<byte_stream> stream_;
};

}  // namespace dropsweep
