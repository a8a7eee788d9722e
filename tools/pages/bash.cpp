// Needs nothing of the package bash-completion. Bash cuts words at = and : while one types, so `--mode=full` arrives as three.
#include <fmt/format.h>

#include "pages.hpp"

namespace dropsweep {

namespace {

// The case of `case $option in` that completes the value of these options.
std::string values_case() {
  std::string files;
  std::string others;
  std::string text;
  for (const auto& what : all_inputs()) {
    if (what.kind == input_kind::secret || what.kind == input_kind::flag || is_no_option(what)) continue;
    const auto option = fmt::format("--{}", what.name);
    if (const auto choices = choices_of(what); !choices.empty()) {
      text += fmt::format("        {}) _dropsweep_{} '{}' ;;\n", option, is_list_with_commas(what) ? "several_of" : "one_of",
                          joined(choices, " "));
    } else {
      auto& list = is_file(what) ? files : others;
      list += fmt::format("{}{}", list.empty() ? "" : " | ", option);
    }
  }
  return text + fmt::format("        {}) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$word\") ;;\n", files) +
         fmt::format("        {}) ;;\n", others);
}

// The words that may follow a command before its targets.
std::string actions_case() {
  std::string text;
  for (const auto& row : all_commands()) {
    if (!row.actions.empty())
      text += fmt::format("        {}) _dropsweep_one_of '{}'; return ;;\n", row.name, joined(words_between(row.actions), " "));
  }
  return text;
}

std::string options_case() {
  std::string text;
  for (const auto& row : all_commands()) {
    std::string words;
    for (const auto* what : options_of(row.what)) {
      for (const auto& spelling : spellings(*what)) words += spelling + " ";
    }
    text += fmt::format("        {}) _dropsweep_one_of '{}-h --help' ;;\n", row.name, words);
  }
  return text;
}

constexpr std::string_view helpers = R"(_dropsweep_one_of() {
    mapfile -t COMPREPLY < <(compgen -W "$1" -- "$word")
}

_dropsweep_several_of() {
    local before=
    [[ $word != *,* ]] || before=${word%,*},
    mapfile -t COMPREPLY < <(compgen -P "$before" -W "$1" -- "${word##*,}")
    compopt -o nospace
}
)";

}  // namespace

std::string bash_completion() {
  std::vector<std::string_view> commands;
  for (const auto& row : all_commands()) commands.push_back(row.name);
  return fmt::format(
      R"(# bash completion of dropsweep; source it, or put it where the package bash-completion looks.
# shellcheck shell=bash
{}
_dropsweep() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} option=${{COMP_WORDS[COMP_CWORD-1]}}
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        _dropsweep_one_of '{} --help --version'
        return
    fi
    if [[ $word == '=' ]]; then
        word=
    elif [[ $option == '=' ]]; then
        option=${{COMP_WORDS[COMP_CWORD-2]}}
    fi
    case $option in
{}        *) _dropsweep_options ;;
    esac
}}

_dropsweep_options() {{
    if ((COMP_CWORD == 2)) && [[ $word != -* ]]; then
        case ${{COMP_WORDS[1]}} in
{}        esac
    fi
    if [[ $word != -* ]]; then
        mapfile -t COMPREPLY < <(compgen -A hostname -- "$word")
        return
    fi
    case ${{COMP_WORDS[1]}} in
{}    esac
}}

complete -F _dropsweep dropsweep
)",
      helpers, joined(commands, " "), values_case(), actions_case(), options_case());
}

}  // namespace dropsweep
