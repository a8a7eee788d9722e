// An instruction of an image's history as the commands that a shell would run: pure. It is looked at as words, not run, so that
// whatever a shell would still change (a quote, a variable, a backslash) makes its word one that says nothing.
#pragma once

#include <string_view>
#include <vector>

namespace dropsweep {

struct instruction_word {
  std::string_view text;
  bool plain = true;  // exactly what the program is given
};

struct instruction_command {
  std::string_view before;              // "&&", "||", ";", "|" or "&": what stands between it and the one before it
  std::vector<instruction_word> words;  // never empty
};

struct instruction {
  std::string_view keyword;                   // "RUN", "COPY", ...; "" when it is none of a Dockerfile's
  std::vector<instruction_command> commands;  // of a RUN; the others' arguments are one command
};

// The words stay those of `made_by`. Build arguments, which stand in front of a command, and the shell itself are left out.
instruction read_instruction(std::string_view made_by);

// Where the program's name stands, behind `VARIABLE=value`, `then` and the like; words.size() where there is none.
std::size_t program_place(const instruction_command& of);

}  // namespace dropsweep
