#include "runner_rules.hpp"

#include <algorithm>
#include <array>

namespace dropsweep::test {

namespace {

// White_Space of Unicode, as .NET's Trim() takes it, in UTF-8; and the zero-width ones and the byte order mark to be on the safe
// side.
constexpr std::array<std::string_view, 35> white{" ",
                                                 "\t",
                                                 "\n",
                                                 "\v",
                                                 "\f",
                                                 "\r",
                                                 "\x1c",
                                                 "\x1d",
                                                 "\x1e",
                                                 "\x1f",
                                                 "\xC2\x85",
                                                 "\xC2\xA0",
                                                 "\xE1\x9A\x80",
                                                 "\xE2\x80\x80",
                                                 "\xE2\x80\x81",
                                                 "\xE2\x80\x82",
                                                 "\xE2\x80\x83",
                                                 "\xE2\x80\x84",
                                                 "\xE2\x80\x85",
                                                 "\xE2\x80\x86",
                                                 "\xE2\x80\x87",
                                                 "\xE2\x80\x88",
                                                 "\xE2\x80\x89",
                                                 "\xE2\x80\x8A",
                                                 "\xE2\x80\x8B",
                                                 "\xE2\x80\x8C",
                                                 "\xE2\x80\x8D",
                                                 "\xE2\x80\xA8",
                                                 "\xE2\x80\xA9",
                                                 "\xE2\x80\xAF",
                                                 "\xE2\x81\x9F",
                                                 "\xE2\x81\xA0",
                                                 "\xE3\x80\x80",
                                                 "\xEF\xBB\xBF",
                                                 "\xE1\xA0\x8E"};

std::string_view trimmed(std::string_view line) {
  for (bool again = true; again;) {
    again = false;
    for (const auto space : white) {
      if (!line.empty() && line.starts_with(space)) {
        line.remove_prefix(space.size());
        again = true;
      }
    }
  }
  return line;
}

}  // namespace

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of("\r\n"), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + (text.substr(end).starts_with("\r\n") ? 2 : 1)));
  }
  return lines;
}

std::vector<std::string> commands_in(std::string_view text) {
  std::vector<std::string> found;
  for (const auto& line : lines_of(text)) {
    if (trimmed(line).starts_with("::") || line.contains("##[")) found.push_back(line);
  }
  return found;
}

bool groups_take_turns(const std::vector<std::string>& commands) {
  bool open = false;
  for (const auto& command : commands) {
    const bool right = open ? command == "::endgroup::" : command.starts_with("::group::") && command.size() > 9;
    if (!right) return false;
    open = !open;
  }
  return !open;
}

std::optional<std::map<std::string, std::string>> parse_outputs(std::string_view text) {
  std::map<std::string, std::string> outputs;
  const auto take_line = [&]() -> std::optional<std::string> {
    if (text.empty()) return std::nullopt;
    const auto end = std::min(text.find('\n'), text.size());  // on Linux a CR is part of the value
    std::string line(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
    return line;
  };
  while (auto line = take_line()) {
    if (line->empty()) continue;
    const auto equals = line->find('='), heredoc = line->find("<<");
    if (equals < heredoc) {
      outputs[line->substr(0, equals)] = line->substr(equals + 1);
      continue;
    }
    if (heredoc == std::string::npos || heredoc == 0) return std::nullopt;
    const auto delimiter = line->substr(heredoc + 2);
    if (delimiter.empty()) return std::nullopt;
    std::string value;
    bool closed = false, first = true;
    while (auto part = take_line()) {
      if ((closed = *part == delimiter)) break;
      value += (first ? "" : "\n") + *part;
      first = false;
    }
    if (!closed) return std::nullopt;
    outputs[line->substr(0, heredoc)] = value;
  }
  return outputs;
}

}  // namespace dropsweep::test
