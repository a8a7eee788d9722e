// What GitHub's runner does with what we print, as far as it matters to an attacker (runner 2.336): lines end at LF, CRLF and a
// lone CR; a line whose text begins with "::name" after Unicode white space is a command; "##[name]" is one anywhere in a line.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dropsweep::test {

std::vector<std::string> lines_of(std::string_view text);

// Every line that the runner would obey.
std::vector<std::string> commands_in(std::string_view text);

// Whether all of them are of groups, which open and close by turns; the runner's do not nest.
bool groups_take_turns(const std::vector<std::string>& commands);

// GITHUB_OUTPUT, read as the runner reads it; nullopt: it would fail the step.
std::optional<std::map<std::string, std::string>> parse_outputs(std::string_view text);

}  // namespace dropsweep::test
