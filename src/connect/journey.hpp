// The walk to one host, step by step, and what to say when a step fails.
#pragma once

#include "connect/link.hpp"
#include "connect/private_key.hpp"
#include "connect/session.hpp"

namespace dropsweep {

struct journey {
  ssh_address to;
  const connect_settings& settings;
  std::optional<key_facts> key;
  step_listener heard;
  deadline until;
  std::shared_ptr<host_link> through;  // the jump host's link, when there is one
  std::string step = "name";           // where the walk is
  std::chrono::steady_clock::time_point step_began = std::chrono::steady_clock::now();

  bool again = false;  // a further connection to the same host: its first steps are not news
  // The current step has ended well.
  void done(std::string_view what, std::string saw);
  void begin(std::string next);

  // "name", "tcp": the transport. Errors are sentences.
  task<result<std::unique_ptr<byte_stream>>> reach();
  // "banner", "key exchange", "host key": a session with a host that is the right one. With fingerprints several key types may
  // have to be tried, each with a connection of its own.
  task<result<std::shared_ptr<ssh_session>>> meet();

  error out_of_time() const;
};

}  // namespace dropsweep
