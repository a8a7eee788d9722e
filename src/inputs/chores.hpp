// `tasks` lines: what is to be done on a host before the sweep.
#pragma once

#include <string_view>
#include <vector>

#include "inputs/words.hpp"
#include "model/chore.hpp"

namespace dropsweep {

// exec CONTAINER [within=2m]: COMMAND ARGUMENT...     a program in a running container, without a shell
// http METHOD URL [within=30s] [body=JSON]            a request from the droplet; body= comes last and goes on to the line's end
//
// What is wrong comes back without the arguments and the body: a password may stand in them.
parsed<chore> parse_chore(std::string_view line);

// The words of a command line as a person quotes them: blanks part words, but not inside '...' or "...", where \" and \\ stand
// for themselves; a backslash outside of quotes takes the next character as it is. Nothing is expanded.
parsed<std::vector<std::string>> command_words(std::string_view text);

}  // namespace dropsweep
