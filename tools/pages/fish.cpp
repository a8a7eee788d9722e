#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "pages.hpp"

namespace dropsweep {

namespace {

std::string quoted(std::string_view text) {
  std::string escaped = "'";
  for (const char c : without_backticks(text)) {
    if (c == '\'' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return escaped + "'";
}

std::string value(const input& what) {
  if (what.kind == input_kind::flag) return "";
  if (is_file(what)) return " --require-parameter --force-files";
  const auto choices = choices_of(what);
  if (choices.empty()) return " --exclusive";
  if (is_list_with_commas(what)) {
    return fmt::format(" --exclusive --arguments '(__fish_append , {})'", joined(choices, " "));
  }
  return fmt::format(" --exclusive --arguments '{}'", joined(choices, " "));
}

std::string option_line(const input& what) {
  std::vector<std::string_view> commands;
  for (const auto& row : all_commands()) {
    if (takes(row.what, what)) commands.push_back(row.name);
  }
  const auto names = spellings(what);
  const auto letter = names.size() > 1 ? fmt::format(" --short-option {}", names.front().back()) : "";
  return fmt::format(
      "complete --command dropsweep --condition '__fish_seen_subcommand_from {}' --long-option {}{}{} --description {}\n",
      joined(commands, " "), what.name, letter, value(what), quoted(what.meaning));
}

}  // namespace

std::string fish_completion() {
  std::string text =
      "# fish completion of dropsweep; as dropsweep.fish in a folder of $fish_complete_path.\n"
      "complete --command dropsweep --no-files\n"
      "complete --command dropsweep --condition 'not __fish_use_subcommand' --arguments '(__fish_print_hostnames)'\n"
      "complete --command dropsweep --short-option h --long-option help --description 'help'\n"
      "complete --command dropsweep --condition __fish_use_subcommand --long-option version --description 'the version'\n";
  for (const auto& row : all_commands()) {
    text += fmt::format("complete --command dropsweep --condition __fish_use_subcommand --arguments {} --description {}\n",
                        row.name, quoted(row.does));
    if (row.actions.empty()) continue;
    const auto actions = joined(words_between(row.actions), " ");
    text += fmt::format(
        "complete --command dropsweep --condition '__fish_seen_subcommand_from {}; and not __fish_seen_subcommand_from {}' "
        "--arguments '{}'\n",
        row.name, actions, actions);
  }
  for (const auto& what : all_inputs()) {
    if (what.kind != input_kind::secret && !is_no_option(what)) text += option_line(what);
  }
  return text;
}

}  // namespace dropsweep
