#include "inputs/targets.hpp"

#include <fmt/format.h>

#include "inputs/addresses.hpp"
#include "inputs/scalars.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t longest_user = 64;
constexpr std::size_t most_jumps = 8;  // each holds a connection and a handshake of its own

bool is_user_name(std::string_view text) {
  // Letters that need no quoting: advice puts the name into commands to paste. A '$' ends the machine accounts of Windows
  // domains.
  const auto name = text.ends_with('$') ? text.substr(0, text.size() - 1) : text;
  return text.size() <= longest_user && is_made_of(name, "._+-") && !name.starts_with('-');
}

parsed<ssh_address> read_ssh_address(std::string_view line, std::string_view given, const target_defaults& otherwise,
                                     std::string_view example) {
  const auto wrong = [&](std::string_view what) {
    return std::unexpected(fmt::format("{} {}; write for example {}", shown(given), what, example));
  };
  const auto at = line.rfind('@');
  // Before anything else: what follows may show the line.
  if (at != std::string_view::npos && line.substr(0, at).contains(':')) {
    return std::unexpected(
        fmt::format("a target holds a password {}, which it must not; use ssh-key or ssh-password", not_shown));
  }
  if (line.contains("://")) return wrong("begins with neither ssh:// nor unix://");
  if (has_blank_or_control(line)) return wrong("has a blank or a control character in it");
  std::string user = otherwise.user;
  if (at != std::string_view::npos) {
    user = line.substr(0, at);
    if (!is_user_name(user)) return wrong("has no user name before its @");
  }
  auto there = parse_endpoint(line.substr(at == std::string_view::npos ? 0 : at + 1));
  if (!there) return wrong(there.error());
  return ssh_address{std::move(user), std::move(there->host), there->port.value_or(otherwise.port)};
}

}  // namespace

parsed<target> parse_target(std::string_view line, const target_defaults& otherwise) {
  constexpr std::string_view unix_scheme = "unix://", ssh_scheme = "ssh://";
  constexpr std::string_view example = "root@203.0.113.7, deploy@[2001:db8::1]:2222 or unix:///var/run/docker.sock";
  if (line.starts_with(unix_scheme)) {
    auto path = parse_socket_path(line.substr(unix_scheme.size()));
    if (!path) return std::unexpected(std::move(path.error()));
    return target{engine_socket{std::move(*path)}};
  }
  const auto rest = line.starts_with(ssh_scheme) ? line.substr(ssh_scheme.size()) : line;
  auto address = read_ssh_address(rest, line, otherwise, example);
  if (!address) return std::unexpected(std::move(address.error()));
  return target{std::move(*address)};
}

parsed<std::vector<ssh_address>> parse_jump_hosts(std::string_view text, const target_defaults& otherwise) {
  constexpr std::string_view example = "jump@198.51.100.4 or jump@bastion.example:2222, with commas between several";
  std::vector<ssh_address> way;
  for (std::size_t at = 0; at <= text.size();) {
    const auto one = trimmed(text.substr(at, text.find(',', at) - at));
    at = std::min(text.find(',', at), text.size()) + 1;
    // "me:hunter,2@bastion": a comma may also be part of a password that does not belong here.
    if (one.contains(':') && !one.contains('@') && text.substr(std::min(at, text.size())).contains('@') && !parse_endpoint(one))
      return std::unexpected(fmt::format("holds a password {}, which it must not; use ssh-key or ssh-password", not_shown));
    auto hop = read_ssh_address(one, one, otherwise, example);
    if (!hop) return std::unexpected(std::move(hop.error()));
    way.push_back(std::move(*hop));
  }
  if (way.size() > most_jumps) return std::unexpected(fmt::format("{} is more than {} hosts", shown(text), most_jumps));
  return way;
}

parsed<std::string> parse_user(std::string_view text) {
  if (is_user_name(text)) return std::string(text);
  return std::unexpected(fmt::format("{} is no user name; it may have letters, digits and . _ + -", shown(text)));
}

}  // namespace dropsweep
