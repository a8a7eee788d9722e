// The inputs, written down once. The command line's options, the environment's variables, --help, the defaults and (by test)
// action.yml and the README's table all follow from these rows.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/record.hpp"

namespace dropsweep {

enum class input_kind {
  value,
  list,    // one per line; as an option it may be repeated
  flag,    // true or false; as an option --NAME or --NAME=false
  secret,  // never an option, never shown
};

enum class offered {
  everywhere,         // option, environment, action
  to_the_action,      // the action's own doing
  on_a_command_line,  // has no meaning in a workflow
  in_a_config_file,   // of the schedule's own doing
};

enum class input_group { where, access, what_goes, what_stays, health, the_run };
std::string_view title(input_group group);  // "Where to", "Getting in", ...

struct input {
  std::string_view name;           // "older-than"
  std::string_view shape;          // what stands for its value in --help: "DURATION"
  std::string_view default_value;  // "" = none
  std::string_view default_words;  // what is told where there is none: "by mode", "required"
  std::string_view meaning;
  input_group group;
  // Letters of the commands that take it: s(weep), p(lan), c(heck), d(octor, and advise), S(chedule). `schedule` also takes what
  // a sweep takes, unless "-" is among the letters.
  std::string_view commands;
  input_kind kind = input_kind::value;
  offered where = offered::everywhere;
  std::string_view choices =
      "";  // the words it is made of: "a|b" is one of them, "a,b" is several with commas between; "" = anything
};

std::span<const input> all_inputs();              // in the order in which --help and the README tell them
const input& input_named(std::string_view name);  // throws for a name that is in no row: a bug of ours
bool takes(command which, const input& what);
std::vector<std::string_view> choices_of(const input& what);
std::vector<std::string_view> words_between(std::string_view text);  // of "a|b" and of "a,b"

// "INPUT_OLDER_THAN", as action.yml passes it, and "INPUT_OLDER-THAN", as the runner itself spells inputs.
std::string environment_name(std::string_view input);
std::string runner_environment_name(std::string_view input);

struct command_row {
  dropsweep::command what;
  std::string_view name;
  std::string_view does;
  char takes_as = '\0';           // the letter of its inputs' rows, if that is not its first one
  std::string_view actions = "";  // "install|status": the word that follows it
};
std::span<const command_row> all_commands();

struct exit_code_row {
  std::string_view codes;  // "7"
  std::string_view meaning;
};
std::span<const exit_code_row> all_exit_codes();

}  // namespace dropsweep
