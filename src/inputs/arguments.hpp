// The command line taken apart, not yet understood.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "inputs/settings.hpp"

namespace dropsweep {

struct command_line {
  dropsweep::command command = dropsweep::command::sweep;
  std::string action;  // of a command that has several: "install"
  std::vector<std::string> targets;
  // By input name, every time that it was given; flags as "true", or what stood behind their '='.
  std::map<std::string, std::vector<std::string>, std::less<>> options;
};

// The first argument is the command, or --help, --version. An unknown command or option is named with those that there are; the
// value behind an unknown option is not repeated: it may have been meant for a secret.
result<std::variant<command_line, just_print>> read_arguments(const std::vector<std::string>& arguments);

}  // namespace dropsweep
