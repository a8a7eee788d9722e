// action.yml, the README and the samples say what the table of inputs says.
#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <set>

#include "fakes/contract_outputs.hpp"
#include "inputs/help.hpp"
#include "inputs/table.hpp"
#include "inputs/words.hpp"
#include "unit/inputs/documents.hpp"

namespace dropsweep::test {

namespace {

using names = std::set<std::string>;

const names outputs(fakes::contract_outputs.begin(), fakes::contract_outputs.end());

std::vector<input> inputs_of_the_action() {
  std::vector<input> found;
  std::ranges::copy_if(all_inputs(), std::back_inserter(found),
                       [](const input& one) { return one.where == offered::everywhere || one.where == offered::to_the_action; });
  return found;
}

names names_of(const std::vector<input>& rows) {
  names all;
  for (const auto& one : rows) all.emplace(one.name);
  return all;
}

// The README groups them as --help does, each group with its heading.
std::vector<std::vector<std::string>> rows_of_inputs() {
  std::vector<std::vector<std::string>> rows;
  std::optional<input_group> group;
  for (const auto& one : all_inputs()) {
    if (group != one.group)
      std::ranges::copy(table_below(document("README.md"), "### " + std::string(title(one.group))), std::back_inserter(rows));
    group = one.group;
  }
  return rows;
}

template <class Map>
names keys_of(const Map& map) {
  names all;
  for (const auto& [key, value] : map) all.insert(key);
  return all;
}

}  // namespace

TEST_CASE("action.yml has the inputs of the table with the same defaults") {
  const auto given = entries(block(lines(document("action.yml")), "inputs:"), 2);
  CHECK(keys_of(given) == names_of(inputs_of_the_action()));
  for (const auto& what : inputs_of_the_action()) {
    CAPTURE(what.name);
    const auto& entry = given.at(std::string(what.name));
    CHECK(value_of(entry, "default") == what.default_value);
    CHECK((value_of(entry, "required") == "true") == (what.default_words == "required"));
    CHECK_FALSE(value_of(entry, "description").empty());
  }
}

TEST_CASE("action.yml hands every input on by its variable, and none in the script's text") {
  const auto all = lines(document("action.yml"));
  auto variables = entries(block(all, "      env:"), 8);
  for (const auto& what : inputs_of_the_action()) {
    CAPTURE(what.name);
    const auto name = environment_name(what.name);
    REQUIRE(variables.contains(name));
    CHECK(value_of(variables[name], name) == "${{ inputs." + std::string(what.name) + " }}");
    variables.erase(name);
  }
  std::erase_if(variables, [](const auto& one) { return !one.first.starts_with("INPUT_"); });
  CHECK(keys_of(variables) == names{"INPUT_DISPATCH_MODE"});
}

TEST_CASE("action.yml empties what would load a library in front of the key") {
  auto variables = entries(block(lines(document("action.yml")), "      env:"), 8);
  for (const auto* name : {"LD_PRELOAD", "LD_AUDIT", "LD_LIBRARY_PATH", "OPENSSL_CONF", "GCONV_PATH"}) {
    CAPTURE(name);
    REQUIRE(variables.contains(name));
    CHECK(value_of(variables[name], name).empty());
  }
  CHECK(value_of(variables["LC_ALL"], "LC_ALL") == "C");
}

TEST_CASE("action.yml has the outputs of the contract, each from its step") {
  const auto given = entries(block(lines(document("action.yml")), "outputs:"), 2);
  CHECK(keys_of(given) == outputs);
  for (const auto& [name, entry] : given) CHECK(value_of(entry, "value") == "${{ steps.sweep.outputs." + name + " }}");
}

TEST_CASE("Neither a description in action.yml, with which it could not be loaded, nor its script holds an expression") {
  for (const auto& line : lines(document("action.yml"))) {
    if (line.contains("${{")) CHECK((trimmed(line).starts_with("INPUT_") || trimmed(line).starts_with("value: ")));
  }
}

TEST_CASE("The README's tables have the inputs in the order and the groups of --help, with the same defaults") {
  const auto rows = rows_of_inputs();
  const auto wanted = inputs_of_the_action();
  REQUIRE(rows.size() == wanted.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CAPTURE(wanted[i].name);
    REQUIRE(rows[i].size() == 3);
    CHECK(rows[i][0] == "`" + std::string(wanted[i].name) + "`");
    CHECK(rows[i][1] == (wanted[i].default_value.empty() ? std::string(wanted[i].default_words)
                                                         : "`" + std::string(wanted[i].default_value) + "`"));
    CHECK_FALSE(rows[i][2].empty());
  }
}

TEST_CASE("The README's table has the outputs of the contract") {
  names told;
  for (const auto& row : table_below(document("README.md"), "## Outputs")) {
    for (auto& name : coded(row[0])) told.insert(std::move(name));
  }
  CHECK(told == outputs);
}

TEST_CASE("action.yml names every value that the README knows of an output") {
  const auto given = entries(block(lines(document("action.yml")), "outputs:"), 2);
  for (const auto& row : table_below(document("README.md"), "## Outputs")) {
    const auto described = given.find(coded(row[0]).front());
    REQUIRE(described != given.end());
    for (const auto& value : coded(row[1])) CHECK(value_of(described->second, "description").contains(value));
  }
}

TEST_CASE("action.yml and the README name every choice of an input, and the same words for it") {
  const auto given = entries(block(lines(document("action.yml")), "inputs:"), 2);
  for (const auto& what : inputs_of_the_action()) {
    const auto choices = choices_of(what);
    if (choices.empty()) continue;
    const std::string name(what.name);
    CAPTURE(name);
    const auto rows = rows_of_inputs();
    const auto row = std::ranges::find_if(rows, [&](const auto& cells) { return cells[0] == "`" + name + "`"; });
    REQUIRE(row != rows.end());
    for (const auto choice : choices) {
      CHECK(((*row)[1] + (*row)[2]).find(choice) != std::string::npos);
      CHECK(value_of(given.at(name), "description").find(choice) != std::string::npos);
    }
    for (const auto& value : coded((*row)[2])) CHECK(value_of(given.at(name), "description").contains(value));
  }
}

TEST_CASE("The README and --help tell the same exit codes") {
  names told;
  for (const auto& row : table_below(document("README.md"), "## Exit codes")) told.insert(row[0]);
  CHECK(told == names{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "130, 143"});
  for (const auto& code : told) CHECK(general_help().contains("  " + code + "  "));
}

TEST_CASE("The samples and the README's quick start use inputs that exist") {
  const auto known = names_of(inputs_of_the_action());
  for (const auto& [path, indentation] : std::map<std::string, std::size_t>{
           {"samples/post-deploy.yml", 8}, {"samples/weekly.yml", 8}, {"samples/manual.yml", 8}, {"README.md", 8}}) {
    CAPTURE(path);
    const auto used = keys_of(entries(block(lines(document(path)), std::string(indentation, ' ') + "with:"), indentation + 2));
    CHECK(used.contains("host"));
    CHECK(std::ranges::includes(known, used));
  }
}

}  // namespace dropsweep::test
