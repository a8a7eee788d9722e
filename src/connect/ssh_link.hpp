// A host_link over an authenticated session.
#pragma once

#include "connect/engine_way.hpp"
#include "connect/link.hpp"
#include "connect/remote_scripts.hpp"

namespace dropsweep {

// A channel that was asked for during the authentication, and what for.
struct begun_opening {
  channel_kind what;
  std::shared_ptr<opening> under_way;  // null: nothing was asked for
};

struct link_parts {
  std::shared_ptr<ssh_session> session;
  std::shared_ptr<host_link> through;  // the jump host's link, which carries this one
  ssh_address host;
  std::string docker_socket;
  bool sudo = false;
  begun_opening ahead;
  step_listener heard;
};

std::unique_ptr<host_link> make_ssh_link(link_parts parts);

}  // namespace dropsweep
