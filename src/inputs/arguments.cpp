#include "inputs/arguments.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <CLI/CLI.hpp>

#include "inputs/help.hpp"
#include "inputs/table.hpp"
#include "inputs/words.hpp"

namespace dropsweep {

namespace {

using answer = result<std::variant<command_line, just_print>>;

std::unexpected<error> wrong(std::string seen, std::string advice) {
  return std::unexpected(
      error{.code = exit_code::inputs, .step = "inputs", .seen = std::move(seen), .advice = std::move(advice)});
}

std::string known_commands() {
  std::string names;
  const auto commands = all_commands();
  for (const auto& row : commands) {
    names += fmt::format("{}{}", names.empty() ? "" : &row == &commands.back() ? " and " : ", ", row.name);
  }
  return names;
}

// Without what stands behind '=' or directly behind a short option's letter.
std::string name_of_option(std::string_view argument) {
  return shown(argument.starts_with("--") ? argument.substr(0, argument.find('=')) : argument.substr(0, 2));
}

// CLI11 takes the next argument for the value of "--name="; here an empty value means "not given".
std::vector<std::string> last_to_first(const std::vector<std::string>& arguments) {
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend() - 1);
  std::erase_if(reversed, [](const std::string& one) { return one.starts_with("--") && one.find('=') == one.size() - 1; });
  return reversed;
}

// One command's options. Each is kept as text: what they mean is the parsers' business.
class option_parser {
 public:
  explicit option_parser(command which) : which_(which) {
    app_.set_help_flag("");
    app_.allow_extras();  // targets come this way; as a positional CLI11 would take the brackets off an IPv6 address
    help_ = app_.add_flag("-h,--help");
    version_ = app_.add_flag("--version");
    for (const auto& what : all_inputs()) {
      if (takes(which, what)) options_.emplace(what.name, add(what));
    }
  }

  answer read(const std::vector<std::string>& arguments) {
    for (const auto& [name, option] : options_) {
      // `--dry-run=$NOTHING` must not turn into a sweep, nor `--sudo=` into a yes.
      if (input_named(name).kind == input_kind::flag && std::ranges::contains(arguments, fmt::format("--{}=", name))) {
        return wrong(fmt::format("The option --{} has nothing behind its =.", name),
                     fmt::format("Write --{0} or --{0}=false.", name));
      }
    }
    try {
      app_.parse(last_to_first(arguments));
    } catch (const CLI::ParseError& problem) {
      // Only names of options can be in it: no value is checked here.
      return wrong(fmt::format("The command line cannot be read: {}.", visible(problem.what())), see_help());
    }
    if (help_->count() > 0) return just_print{command_help(which_)};
    if (version_->count() > 0) return just_print{version_text()};

    command_line given{.command = which_, .targets = app_.remaining()};
    if (const auto known = words_between(row().actions); !known.empty()) {
      auto& words = given.targets;
      if (words.empty() || std::ranges::find(known, words.front()) == known.end()) {
        return wrong(fmt::format("After {} comes what is to be done, {}.", command_name(),
                                 words.empty() ? "and nothing came" : "which " + shown(words.front()) + " is not"),
                     fmt::format("It is one of {}. {}", fmt::join(known, ", "), see_help()));
      }
      given.action = std::move(words.front());
      words.erase(words.begin());
    }
    for (const auto& one : given.targets) {
      if (one.starts_with('-'))
        return wrong(fmt::format("The command {} has no option {}.", command_name(), name_of_option(one)), see_help());
    }
    for (const auto& [name, option] : options_) {
      if (option->count() == 0) continue;
      if (option->count() > 1 && input_named(name).kind == input_kind::value) {
        return wrong(fmt::format("The option --{} was given {} times.", name, option->count()), "Give it once.");
      }
      given.options.emplace(name, option->results());
    }
    return given;
  }

 private:
  CLI::Option* add(const input& what) {
    using enum CLI::MultiOptionPolicy;
    std::string names = fmt::format("--{}", what.name);
    if (what.where == offered::on_a_command_line && what.kind == input_kind::flag)
      names = fmt::format("-{},{}", what.name.front(), names);
    auto* option = what.kind == input_kind::flag ? app_.add_flag(names) : app_.add_option(names);
    return option->multi_option_policy(TakeAll);
  }

  const command_row& row() const { return *std::ranges::find(all_commands(), which_, &command_row::what); }
  std::string_view command_name() const { return row().name; }
  std::string see_help() const { return fmt::format("See dropsweep {} --help.", command_name()); }

  command which_;
  CLI::App app_;
  CLI::Option* help_ = nullptr;
  CLI::Option* version_ = nullptr;
  std::map<std::string_view, CLI::Option*> options_;
};

const command_row* find_command(std::string_view name) {
  const auto commands = all_commands();
  const auto found = std::ranges::find(commands, name, &command_row::name);
  return found == commands.end() ? nullptr : &*found;
}

}  // namespace

answer read_arguments(const std::vector<std::string>& arguments) {
  if (arguments.empty()) return just_print{general_help(), exit_code::inputs};
  const auto& first = arguments.front();
  if (first == "--version" || first == "version") return just_print{version_text()};
  if (first == "--help" || first == "-h" || first == "help") {
    const auto* asked = arguments.size() > 1 ? find_command(arguments[1]) : nullptr;
    return just_print{asked != nullptr ? command_help(asked->what) : general_help()};
  }
  if (const auto* row = find_command(first)) return option_parser(row->what).read(arguments);
  const auto advice = fmt::format("The commands are {}. See dropsweep --help.", known_commands());
  if (first.starts_with('-')) return wrong(fmt::format("The command comes before the option {}.", name_of_option(first)), advice);
  return wrong(fmt::format("{} is no command.", shown(first)), advice);
}

}  // namespace dropsweep
