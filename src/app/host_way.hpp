// Everything that one host's run talks to, made from its link: the engine (to look at), the shell, and the ways for probes.
#pragma once

#include <memory>
#include <vector>

#include "connect/link.hpp"
#include "engine/engine_reader.hpp"
#include "health/rounds.hpp"
#include "inputs/settings.hpp"
#include "survey/host_shell.hpp"

namespace dropsweep {

class host_way {
 public:
  host_way(std::shared_ptr<host_link> link, asio::any_io_executor executor, const target& where, const settings& how);

  engine_reader& engine() { return engine_; }
  host_shell& shell() { return shell_; }
  script_runner& scripts() { return link_->scripts(); }
  dialer& network() { return link_->network(); }  // as the host sees it
  dropsweep::ways_to_ask ways_to_ask();           // services: from the droplet or from this machine, as each says

  deadline until() const { return until_; }
  const std::string& socket_path() const { return socket_path_; }  // of the engine, on its own host
  std::string how_connected() const { return link_->engine_way(); }
  std::optional<net_error> lost() const { return link_->lost(); }
  task<void> hang_up() { return link_->hang_up(); }

 private:
  std::shared_ptr<host_link> link_;
  std::string socket_path_;
  std::unique_ptr<dialer> local_;
  engine_reader engine_;
  host_shell shell_;
  tls_client tls_;
  deadline until_;
};

// Connects as far as the engine's socket; everything within connect-timeout.
task<result<std::unique_ptr<host_way>>> open_way(target where, const settings& how, step_listener heard, retry_listener retrying);

// Inputs as connect/ wants them.
connect_settings to_connect_settings(const access_settings& given);

}  // namespace dropsweep
