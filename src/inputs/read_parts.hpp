// The parts of the settings, each from its inputs. What cannot be read is noted in `wrong` and the rest is read all the same.
#pragma once

#include <vector>

#include "inputs/complaints.hpp"
#include "inputs/given_inputs.hpp"
#include "inputs/settings.hpp"
#include "inputs/ssh_config_lookup.hpp"

namespace dropsweep {

// TARGETs of the command line beat the input `host`. A target that is listed twice is refused: two sweeps would meet on it. What
// a target does not say comes from the inputs `user` and `port`, else from ~/.ssh/config, else from the table.
struct read_targets_outcome {
  std::vector<target> targets;
  std::vector<target_access> from_ssh_config;
};
read_targets_outcome read_targets(const command_line& line, const given_inputs& inputs, ssh_config_lookup& ssh,
                                  complaints& wrong);

access_settings read_access(const command_line& line, const given_inputs& inputs, const environment& variables,
                            ssh_config_lookup& ssh, complaints& wrong);

// The mode's defaults, then what the inputs say otherwise.
policy read_policy(const given_inputs& inputs, const environment& variables, complaints& wrong);

// One for each mode, when no mode was given; else empty.
std::vector<policy> read_policies_for_plans(const given_inputs& inputs);

schedule_settings read_schedule(const command_line& line, const given_inputs& inputs, std::string_view home, complaints& wrong);

std::vector<chore> read_chores(const given_inputs& inputs, complaints& wrong);

std::vector<service> read_services(const given_inputs& inputs, complaints& wrong);

}  // namespace dropsweep
