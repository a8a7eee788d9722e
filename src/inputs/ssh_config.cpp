#include "inputs/ssh_config.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "inputs/scalars.hpp"

namespace dropsweep {

namespace {

std::string unless_none(std::string_view value) { return value == "none" ? std::string() : std::string(value); }

void append_words(std::vector<std::string>& to, std::string_view words) {
  while (!(words = trimmed(words)).empty()) {
    const auto word = words.substr(0, words.find(' '));
    if (word != "none" && word != "/dev/null") to.emplace_back(word);
    words.remove_prefix(word.size());
  }
}

// ssh -G writes [10.0.0.1]:22 where everybody else writes 10.0.0.1:22.
std::string without_needless_brackets(std::string_view jumps) {
  std::string plain;
  while (!jumps.empty()) {
    const auto open = std::min(jumps.find('['), jumps.size()), close = std::min(jumps.find(']', open), jumps.size());
    const auto inside = jumps.substr(std::min(open + 1, close), close - std::min(open + 1, close));
    plain += jumps.substr(0, open);
    if (open < jumps.size()) plain += inside.contains(':') ? fmt::format("[{}]", inside) : std::string(inside);
    jumps.remove_prefix(std::min(close + 1, jumps.size()));
  }
  return plain;
}

}  // namespace

std::optional<ssh_config> read_ssh_config(std::string_view answer) {
  ssh_config read;
  for (const auto line : lines_of(answer)) {
    const auto key = line.substr(0, line.find(' '));
    const auto value = trimmed(line.substr(key.size()));
    if (key == "hostname") read.host_name = value;
    if (key == "user") read.user = value;
    if (key == "port") read.port = static_cast<std::uint16_t>(parse_number(value, 1, 65535).value_or(22));
    if (key == "identityfile" && value != "none") read.identity_files.emplace_back(value);
    if (key == "userknownhostsfile") append_words(read.known_hosts_files, value);
    if (key == "identitiesonly") read.identities_only = value == "yes";
    if (key == "proxyjump") read.proxy_jump = without_needless_brackets(unless_none(value));
    if (key == "proxycommand") read.proxy_command = unless_none(value);
  }
  if (read.host_name.empty()) return std::nullopt;
  return read;
}

std::optional<std::string> expand_path(std::string_view path, const path_tokens& tokens) {
  std::string expanded;
  if (path.starts_with("~/")) {
    expanded = tokens.home;
    path.remove_prefix(1);
  }
  for (std::size_t at = 0; at < path.size(); ++at) {
    if (path[at] != '%') {
      expanded += path[at];
      continue;
    }
    switch (++at < path.size() ? path[at] : '\0') {
      case '%': expanded += '%'; break;
      case 'd': expanded += tokens.home; break;
      case 'h': expanded += tokens.config.host_name; break;
      case 'n': expanded += tokens.alias; break;
      case 'p': expanded += fmt::format("{}", tokens.config.port); break;
      case 'r': expanded += tokens.config.user; break;
      case 'u': expanded += tokens.local_user; break;
      default: return std::nullopt;
    }
  }
  return expanded;
}

}  // namespace dropsweep
