// Inputs in a file (option `config`, and what a schedule leaves on the droplet): one "NAME: VALUE" a line; a list has a line for
// each of its own. Blank lines and those that begin with # are dropped.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "inputs/complaints.hpp"

namespace dropsweep {

using config_values = std::map<std::string, std::string, std::less<>>;  // by input; lists with a line end behind each

inline constexpr std::size_t largest_config = 1 << 20;

// Inputs that the command does not take are passed over later on, as those of the environment are. A name that is no input, and a
// secret, are complaints.
config_values parse_config(std::string_view text, std::string_view name_of_file, complaints& wrong);

class given_inputs;

// The file for a sweep with these inputs that a droplet starts by itself; all but where its engine listens.
std::string scheduled_config(const given_inputs& inputs, std::string_view at, std::string_view mode, complaints& wrong);

}  // namespace dropsweep
