// ~/.ssh/config for targets and jump hosts: asked for what the inputs leave open, on a laptop and not in a workflow.
#pragma once

#include "inputs/complaints.hpp"
#include "inputs/given_inputs.hpp"
#include "inputs/settings.hpp"
#include "inputs/ssh_config.hpp"

namespace dropsweep {

class ssh_config_lookup {
 public:
  // Both outlive this.
  ssh_config_lookup(const surroundings& given, const given_inputs& inputs);

  // Completes what `to` does not say (user "", port 0): from the inputs, else from the configuration, which may also know the
  // host by another name, else by the defaults. Whatever else the configuration says about it goes into the outcome.
  target_access complete_target(ssh_address to, complaints& wrong);

  // A list as the input jump-host and ProxyJump write it.
  std::vector<jump_host> complete_jump_hosts(std::string_view list, std::string_view input, complaints& wrong);

 private:
  struct finding {
    ssh_address to;
    host_access own;
    std::vector<jump_host> jump_hosts;
  };
  finding complete(ssh_address to, std::string_view input, complaints& wrong);
  std::optional<ssh_config> ask(const ssh_address& to, std::string_view input, complaints& wrong) const;
  host_access read_own(const ssh_config& config, std::string_view alias) const;
  std::vector<jump_host> read_jumps(const ssh_config& config, std::string_view alias, std::string_view input, complaints& wrong);

  const surroundings& given_;
  const given_inputs& inputs_;
  std::string home_;
  bool may_ask_;
  int depth_ = 0;  // of jump hosts that have jump hosts
};

}  // namespace dropsweep
