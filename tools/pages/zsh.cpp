#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pages.hpp"

namespace dropsweep {

namespace {

// What stands inside '...' of a specification of _arguments.
std::string quoted(std::string_view text) {
  std::string escaped;
  for (const char c : without_backticks(text)) {
    if (c == '\'') {
      escaped += R"('\'')";
    } else {
      if (std::string_view(R"([]:\)").contains(c)) escaped += '\\';
      escaped += c;
    }
  }
  return escaped;
}

std::string action(const input& what) {
  const auto words = joined(choices_of(what), " ");
  if (words.empty()) return is_file(what) ? "_files" : " ";
  return is_list_with_commas(what) ? fmt::format("_sequence compadd - {}", words) : fmt::format("({})", words);
}

std::string specification(const input& what) {
  const auto names = spellings(what);
  const auto meaning = quoted(what.meaning);
  if (names.size() > 1) return fmt::format("'({0})'{{{1}}}'[{2}]'", fmt::join(names, " "), fmt::join(names, ","), meaning);
  if (what.kind == input_kind::flag) return fmt::format("'{}[{}]'", names.front(), meaning);
  const auto* repeated = what.kind == input_kind::list ? "*" : "";
  return fmt::format("'{}{}=[{}]:{}:{}'", repeated, names.front(), meaning, quoted(what.shape), action(what));
}

}  // namespace

std::string zsh_completion() {
  std::string commands;
  std::string options;
  std::string actions;
  for (const auto& row : all_commands()) {
    if (!row.actions.empty())
      actions +=
          fmt::format("                {}) actions=(':action:({})') ;;\n", row.name, joined(words_between(row.actions), " "));
    commands += fmt::format("                '{}:{}'\n", row.name, quoted(row.does));
    options += fmt::format("                {})\n                    options=(\n", row.name);
    for (const auto* what : options_of(row.what)) options += fmt::format("                        {}\n", specification(*what));
    options += "                    )\n                    ;;\n";
  }
  return fmt::format(
      R"(#compdef dropsweep
# zsh completion of dropsweep; as _dropsweep in a folder of $fpath.
_dropsweep() {{
    local state line
    local -a commands options actions
    _arguments -C '(- *)'{{-h,--help}}'[the commands]' '(- *)--version[the version]' '1:command:->command' '*::argument:->argument'
    case $state in
        command)
            commands=(
{}            )
            _describe -t commands command commands
            ;;
        argument)
            case $line[1] in
{}            esac
            case $line[1] in
{}            esac
            _arguments '(- *)'{{-h,--help}}'[the options]' $options $actions '*:target:_hosts'
            ;;
    esac
}}

_dropsweep "$@"
)",
      commands, options, actions);
}

}  // namespace dropsweep
