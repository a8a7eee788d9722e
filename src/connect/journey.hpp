// The walk to one host, step by step, and what to say when a step fails.
#pragma once

#include <set>

#include "connect/handshake.hpp"
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
  std::shared_ptr<host_link> through;  // the last jump host's link, when there is one
  std::string jump_host;               // whose link that is, for messages
  std::string step = "name";           // where the walk is
  std::chrono::steady_clock::time_point step_began = std::chrono::steady_clock::now();

  expected_host expected{to.host, to.port, settings.trust, {}, {}};
  std::string proved_key;      // the host's, once it was met
  bool in_order = false;       // see takes_requests_in_order()
  std::set<std::string> told;  // steps that were heard of

  retries attempts{make_dice()};
  std::optional<setback> passing;  // why the attempt failed, where another may do better
  retry_listener retrying;

  // The current step has ended well.
  void done(std::string_view what, std::string saw);
  void begin(std::string next);

  // "name", "tcp": the transport. Errors are sentences; what may be tried again is noted.
  task<result<std::unique_ptr<byte_stream>>> reach();
  // "banner", "key exchange", "host key": a session with a host that is the right one. With fingerprints several key types may
  // have to be tried, and a host certificate is asked for where an authority could vouch, each with a connection of its own.
  task<result<std::shared_ptr<ssh_session>>> meet();

  error out_of_time() const;

 private:
  task<handshake_outcome> meet_once(const std::vector<std::string>& only_types);
  task<handshake_outcome> meet_in_time(const std::vector<std::string>& only_types);
  // After an attempt that failed: waits and says true, or completes the failure.
  task<bool> may_try_again(error& failure);
  task<result<std::string>> fetch_certificate();
  task<std::string> ask_authority();
};

}  // namespace dropsweep
