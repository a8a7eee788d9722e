#include "inputs/config_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "inputs/given_inputs.hpp"
#include "inputs/table.hpp"

namespace dropsweep {

namespace {

// Shorter ones are in any text by chance.
constexpr std::size_t shortest_secret = 4;

// What the droplet is asked about itself alone, by the file that is written for it.
bool travels(const input& what) {
  using enum input_group;
  if (!takes(command::schedule, what) || what.where != offered::everywhere || what.name == "mode") return false;
  return what.group == what_goes || what.group == what_stays || what.group == health || what.name == "timeout" ||
         what.name == "fail-on";
}

// A value that is no list is one line: `fail-on` may have line ends between its words.
std::string in_one_line(std::string_view text) {
  std::string line(text);
  std::ranges::replace_if(line, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return line;
}

bool tells_a_secret(std::string_view text, const given_inputs& inputs) {
  return std::ranges::any_of(all_inputs(), [&](const input& what) {
    if (what.kind != input_kind::secret) return false;
    const auto secret = trimmed(inputs.secret_text(what.name));
    return secret.size() >= shortest_secret && text.contains(secret);
  });
}

}  // namespace

config_values parse_config(std::string_view text, std::string_view name_of_file, complaints& wrong) {
  config_values values;
  const auto complain = [&](std::string_view what) { wrong.add("config", fmt::format("{}: {}", shown(name_of_file), what)); };
  for (const auto line : lines_of(text)) {
    const auto colon = line.find(':');
    const auto name = trimmed(line.substr(0, colon));
    const auto known = std::ranges::find(all_inputs(), name, &input::name);
    if (colon == line.npos || known == all_inputs().end()) {
      complain(fmt::format("{} is not NAME: VALUE with the name of an input", shown(line)));
    } else if (known->kind == input_kind::secret) {
      complain(fmt::format("{} is a secret, which belongs in the environment", name));
    } else if (const auto value = trimmed(line.substr(colon + 1)); known->kind == input_kind::list) {
      values[std::string(name)] += std::string(value) + "\n";
    } else if (!values.emplace(name, value).second) {
      complain(fmt::format("{} is there twice", name));
    }
  }
  return values;
}

std::string scheduled_config(const given_inputs& inputs, std::string_view at, std::string_view mode, complaints& wrong) {
  std::string text = fmt::format("at: {}\nmode: {}\n", at, mode);
  for (const auto& what : all_inputs()) {
    if (!travels(what) || !inputs.is_given(what.name)) continue;
    std::string written;
    if (what.kind == input_kind::list) {
      for (const auto line : inputs.lines(what.name)) written += fmt::format("{}: {}\n", what.name, line);
    } else {
      written = fmt::format("{}: {}\n", what.name, in_one_line(inputs.text(what.name)));
    }
    if (tells_a_secret(written, inputs)) wrong.add(what.name, "it holds a secret, and none is ever stored on a droplet");
    text += written;
  }
  return text;
}

}  // namespace dropsweep
