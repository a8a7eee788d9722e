// The ways to the engine's socket on the far side, tried in this order; what worked once is used from then on.
#pragma once

#include "connect/credentials.hpp"
#include "connect/opening.hpp"
#include "core/error.hpp"

namespace dropsweep {

enum class engine_way { unknown, streamlocal, docker, relay, sudo_docker, sudo_relay };

// For people: "streamlocal", "docker system dial-stdio", "sudo -n docker system dial-stdio", "a relay on the host"; "" for
// unknown.
std::string name_of(engine_way way);

// The command line of a way that is one.
std::string command_of(engine_way way, const std::string& socket);

class engine_door : public std::enable_shared_from_this<engine_door> {
 public:
  // `ahead`: an open of the socket that was begun during the authentication, or null.
  engine_door(std::shared_ptr<ssh_session> session, ssh_address host, std::string socket, bool sudo,
              std::shared_ptr<opening> ahead);

  // Uses the known way, or finds one. Errors have step "socket".
  static task<result<std::unique_ptr<byte_stream>>> open(std::shared_ptr<engine_door> self, deadline until);
  engine_way way() const noexcept { return way_; }
  std::string way_name() const { return name_of(way_); }

 private:
  using stream_result = net_result<std::unique_ptr<byte_stream>>;

  task<net_result<bool>> search_is_over();
  task<result<std::unique_ptr<byte_stream>>> find_way(deadline until);
  task<stream_result> by_socket(deadline until);
  task<stream_result> by_command(engine_way way, deadline until, std::string* words);
  task<error> diagnose(std::string words, deadline until);
  error lost(const net_error& failure) const;
  error no_more(const net_error& failure) const;

  std::shared_ptr<ssh_session> session_;
  ssh_address host_;
  std::string socket_;
  bool sudo_;
  std::shared_ptr<opening> ahead_;
  engine_way way_ = engine_way::unknown;
  bool searching_ = false;
  wake_up found_;
};

}  // namespace dropsweep
