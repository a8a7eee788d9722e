// What --help and --version print, made from the table of inputs.
#pragma once

#include <string>

#include "model/record.hpp"

namespace dropsweep {

std::string general_help();
std::string command_help(command which);
std::string version_text();  // "dropsweep 0.1.0\n"

}  // namespace dropsweep
