#include <fmt/format.h>

#include "core/version.hpp"
#include "inputs/table.hpp"
#include "unit/inputs/given.hpp"

namespace dropsweep::test {

namespace {

std::size_t count_lines(std::string_view text) { return static_cast<std::size_t>(std::ranges::count(text, '\n')); }

std::size_t longest_line(std::string_view text) {
  std::size_t longest = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    longest = std::max(longest, end);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return longest;
}

}  // namespace

TEST_CASE("--help tells the commands and the exit codes, on one screen") {
  for (const auto& arguments : {words{"--help"}, words{"-h"}, words{"help"}}) {
    const auto page = printed(arguments);
    CHECK(page.code == exit_code::done);
    for (const auto* word : {"sweep", "plan", "check", "doctor", "advise", "schedule", "Exit codes", "130, 143", "--help"})
      CHECK(page.text.contains(word));
    CHECK(count_lines(page.text) <= 30);
    CHECK(longest_line(page.text) <= 100);
  }
}

TEST_CASE("Each command's --help tells exactly the options that it takes, on one screen") {
  for (const auto& row : all_commands()) {
    CAPTURE(row.name);
    const auto page = printed({std::string(row.name), "--help"}).text;
    for (const auto& what : all_inputs()) {
      CAPTURE(what.name);
      const auto option = "--" + std::string(what.name) + (what.shape.empty() ? " " : " " + std::string(what.shape));
      const auto name = what.kind == input_kind::secret ? environment_name(what.name) + " " : option;
      CHECK(page.contains(name) == takes(row.what, what));
    }
    CHECK(count_lines(page) <= 56);
    CHECK(longest_line(page) <= 100);
    CHECK(printed({"help", std::string(row.name)}).text == page);
  }
}

TEST_CASE("Help wins over whatever else is wrong, and needs no target") {
  CHECK(printed({"sweep", "--no-such", "-h"}).text.contains("--older-than"));
  CHECK(printed({"sweep", "--older-than", "nonsense", "--help"}, {{"INPUT_MODE", "gentle"}}).text.contains("--older-than"));
}

TEST_CASE("The version is one line") {
  const auto line = "dropsweep " + std::string(version) + "\n";
  CHECK(printed({"--version"}).text == line);
  CHECK(printed({"version"}).text == line);
  CHECK(printed({"sweep", "--version"}).text == line);
}

TEST_CASE("Without any argument the help is shown, as a mistake") {
  CHECK(printed({}).code == exit_code::inputs);
  CHECK(printed({}).text == printed({"--help"}).text);
}

TEST_CASE("A command that nobody knows is named with those that there are") {
  CHECK(refused({"mop"}) ==
        "\"mop\" is no command. The commands are sweep, plan, check, doctor, advise and schedule. See dropsweep --help.");
  CHECK(refused({"advice"}).contains("\"advice\" is no command"));
  CHECK(refused({"::error::x"}).contains("is no command"));
  CHECK(refused({"--mode", "full", "sweep"}).contains("The command comes before the option \"--mode\"."));
}

TEST_CASE("An option that nobody knows is named; the value behind it is not repeated") {
  CHECK(refused({"sweep", "--no-such-option"}) ==
        "The command sweep has no option \"--no-such-option\". See dropsweep sweep --help.");
  CHECK_FALSE(refused({"sweep", "--ssh-pasword=hunter2"}).contains("hunter2"));
  CHECK_FALSE(refused({"sweep", "--ssh-pasword", "hunter2"}).contains("hunter2"));
  CHECK_FALSE(refused({"sweep", "-phunter2"}).contains("hunter2"));
}

TEST_CASE("An option without its value, or with two, is refused") {
  CHECK(refused({"sweep", "a.example", "--mode"}).contains("--mode"));
  CHECK(refused({"sweep", "a.example", "--mode", "full", "--mode=standard"}).contains("The option --mode was given 2 times."));
}

TEST_CASE("A flag with nothing behind its = is no answer") {
  CHECK(refused({"sweep", "a.example", "--dry-run="}) ==
        "The option --dry-run has nothing behind its =. Write --dry-run or --dry-run=false.");
  CHECK(refused({"sweep", "a.example", "--sudo="}).contains("--sudo"));
}

TEST_CASE("Values are taken as they are, whatever CLI11 makes of brackets") {
  CHECK(label(accepted({"sweep", "[2001:db8::1]"}).targets[0]) == "root@[2001:db8::1]");
  CHECK(refused({"sweep", "a.example", "--keep", "[image:a,image:b]"}).contains("\"[image:a,image:b]\""));
}

TEST_CASE("Every choice that the table offers is taken, and a word beside them is not") {
  for (const auto& what : all_inputs()) {
    if (what.choices.empty()) continue;
    CAPTURE(what.name);
    const auto option = fmt::format("--{}", what.name);
    for (const auto choice : choices_of(what)) accepted({"sweep", "a.example", option, std::string(choice)});
    const auto told = refused({"sweep", "a.example", option, "neither"});
    for (const auto choice : choices_of(what)) CHECK(told.contains(choice));
    CHECK(choices_of(what).size() >= 3);
  }
  CHECK(choices_of(input_named("port")).empty());
}

TEST_CASE("The table is sound: names once, commands known, defaults readable") {
  for (const auto& what : all_inputs()) {
    CAPTURE(what.name);
    CHECK(&input_named(what.name) == &what);
    CHECK((what.default_value.empty() != what.default_words.empty()));
    CHECK((what.kind == input_kind::flag) == (what.default_value == "false"));
  }
  CHECK_THROWS(input_named("no-such"));
  CHECK(environment_name("older-than") == "INPUT_OLDER_THAN");
  CHECK(runner_environment_name("older-than") == "INPUT_OLDER-THAN");
}

}  // namespace dropsweep::test
