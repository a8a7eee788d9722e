// Files that inputs name: read whole, up to a limit.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "inputs/words.hpp"

namespace dropsweep {

// Of a dropsweep that is to be installed somewhere: many times as much as any, those with sanitizers and symbols too.
inline constexpr std::size_t largest_program = 512 << 20;

// What is wrong comes back as a phrase: "cannot be read: No such file or directory", "is larger than 64 MiB".
parsed<std::string> read_file(const std::string& path, std::size_t limit);

// "~/key" in the home folder; a shell does this for "--ssh-key-file ~/key", nobody does it for a workflow's input.
std::string in_home(std::string_view path, std::string_view home);

}  // namespace dropsweep
