#include "inputs/help.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/version.hpp"
#include "inputs/table.hpp"

namespace dropsweep {

namespace {

// Side by side, so that the page fits a screen: 0 to 4, 5 to 9, and those of signals below.
std::string exit_codes() {
  const auto rows = all_exit_codes();
  const auto half = rows.size() / 2;
  std::string text = "Exit codes\n";
  for (std::size_t i = 0; i < half; ++i) {
    const auto& right = rows[i + half];
    text += fmt::format("  {}  {:<30}{}  {}\n", rows[i].codes, rows[i].meaning, right.codes, right.meaning);
  }
  return text + fmt::format("  {}  {}\n", rows.back().codes, rows.back().meaning);
}

constexpr std::string_view targets = "TARGET is [ssh://][user@]host[:port], IPv6 in brackets, or unix:///path/to/docker.sock.\n";

// Markdown's backticks mean nothing on a terminal.
std::string plain(std::string_view text) {
  std::string without(text);
  std::erase(without, '`');
  return without;
}

std::string default_words(const input& what) {
  if (what.kind == input_kind::flag || what.default_words == "none") return "";
  const auto words = plain(!what.default_value.empty() ? what.default_value : what.default_words);
  return words.empty() ? "" : fmt::format(" [{}]", words);
}

bool is_about_the_output(const input& what) { return what.name == "verbose" || what.name == "quiet"; }

std::string option_words(const input& what) {
  if (is_about_the_output(what)) return fmt::format("-{}, --{}", what.name.front(), what.name);
  return fmt::format("--{}{}{}", what.name, what.shape.empty() ? "" : " ", what.shape);
}

std::string option_line(const input& what) {
  const auto name = what.kind == input_kind::secret ? environment_name(what.name) : option_words(what);
  return fmt::format("  {:<34} {}{}\n", name, plain(what.meaning), default_words(what));
}

// Side by side: a line for each would not fit the screen.
std::string about_the_output() {
  std::string line = "  ";
  for (const auto& what : all_inputs()) {
    if (is_about_the_output(what)) line += fmt::format("{} ({}), ", option_words(what), plain(what.meaning));
  }
  return line + "-h, --help (this page)\n";
}

}  // namespace

std::string general_help() {
  std::string text =
      "dropsweep: sweeps a Docker host over one SSH connection, and proves that nothing broke.\n\n"
      "usage: dropsweep COMMAND [TARGET...] [OPTIONS]\n\nCommands\n";
  for (const auto& row : all_commands()) text += fmt::format("  {:<8} {}\n", row.name, row.does);
  text +=
      "\nTARGET is [ssh://][user@]host[:port], IPv6 in brackets, or unix:///path/to/docker.sock.\n"
      "Options: dropsweep COMMAND --help. Each can also come from the environment: --older-than is\n"
      "INPUT_OLDER_THAN. Secrets come from there or a file alone. dropsweep --version tells the version.\n\n";
  return text + exit_codes();
}

std::string command_help(command which) {
  const auto commands = all_commands();
  const auto& row = *std::ranges::find(commands, which, &command_row::what);
  std::string text = fmt::format("dropsweep {}: {}\n\nusage: dropsweep {}{}{} TARGET... [OPTIONS]\n{}", row.name, row.does,
                                 row.name, row.actions.empty() ? "" : " ", row.actions, targets);
  std::optional<input_group> group;
  for (const auto& what : all_inputs()) {
    if (!takes(which, what) || is_about_the_output(what)) continue;
    if (group != what.group) text += fmt::format("\n{}\n", title(what.group));
    group = what.group;
    text += option_line(what);
  }
  return text + about_the_output();
}

std::string version_text() { return fmt::format("dropsweep {}\n", version); }

}  // namespace dropsweep
