#include "inputs/ssh_config_lookup.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <iterator>

#include "inputs/addresses.hpp"
#include "inputs/read_file.hpp"
#include "inputs/scalars.hpp"
#include "inputs/table.hpp"
#include "inputs/targets.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t largest_key_file = 1 << 20, largest_known_hosts = 16 << 20;
constexpr int deepest = 8;

std::string shown_path(const std::string& path, const std::string& home) {
  return !home.empty() && path.starts_with(home + '/') ? "~" + path.substr(home.size()) : path;
}

std::string content(const std::string& path) { return read_file(path, largest_key_file).value_or(""); }

}  // namespace

ssh_config_lookup::ssh_config_lookup(const surroundings& given, const given_inputs& inputs)
    : given_(given), inputs_(inputs), home_(variable(given.environment, "HOME")) {
  may_ask_ = given.ask_ssh && variable(given.environment, "GITHUB_ACTIONS") != "true" && !home_.empty() &&
             ::access((home_ + "/.ssh/config").c_str(), R_OK) == 0;
}

target_access ssh_config_lookup::complete_target(ssh_address to, complaints& wrong) {
  if (to.user.empty() && inputs_.is_given("user")) to.user = parse_user(inputs_.text("user")).value_or("");
  if (to.port == 0 && inputs_.is_given("port"))
    to.port = static_cast<std::uint16_t>(parse_number(inputs_.text("port"), 1, 65535).value_or(0));
  auto found = complete(std::move(to), "host", wrong);
  return {target{std::move(found.to)}, std::move(found.jump_hosts), std::move(found.own)};
}

std::vector<jump_host> ssh_config_lookup::complete_jump_hosts(std::string_view list, std::string_view input, complaints& wrong) {
  std::vector<jump_host> way;
  // The port is that of the targets; a jump host's own is said beside it.
  for (auto& hop : wrong.take(input, parse_jump_hosts(list, {"", 0}))) {
    if (hop.user.empty() && inputs_.is_given("user")) hop.user = parse_user(inputs_.text("user")).value_or("");
    auto found = complete(std::move(hop), input, wrong);
    std::ranges::move(found.jump_hosts, std::back_inserter(way));
    way.push_back({std::move(found.to), std::move(found.own)});
  }
  return way;
}

ssh_config_lookup::finding ssh_config_lookup::complete(ssh_address to, std::string_view input, complaints& wrong) {
  finding found;
  const std::string alias = to.host;
  if (const auto config = may_ask_ ? ask(to, input, wrong) : std::nullopt) {
    // A name from there is held to the same rules as one that was given.
    auto there = parse_host(config->host_name);
    if (there)
      to.host = std::move(*there);
    else
      wrong.add(input, fmt::format("~/.ssh/config: {}", there.error()));
    if (to.user.empty()) to.user = parse_user(config->user).value_or("");
    if (to.port == 0) to.port = config->port;
    found.own = read_own(*config, alias);
    found.jump_hosts = read_jumps(*config, alias, input, wrong);
  }
  if (to.user.empty()) to.user = input_named("user").default_value;
  if (to.port == 0) to.port = 22;
  found.to = std::move(to);
  return found;
}

std::optional<ssh_config> ssh_config_lookup::ask(const ssh_address& to, std::string_view input, complaints& wrong) const {
  auto answer = given_.ask_ssh(to);
  if (!answer) wrong.add(input, answer.error());
  if (!answer || !*answer) return std::nullopt;
  return read_ssh_config(**answer);
}

host_access ssh_config_lookup::read_own(const ssh_config& config, std::string_view alias) const {
  const path_tokens tokens{home_, variable(given_.environment, "USER"), alias, config};
  host_access own;
  own.identities_only = config.identities_only;
  const bool key_is_given = inputs_.is_given("ssh-key-file") || !inputs_.secret_text("ssh-key").empty();
  for (const auto& file : config.identity_files) {
    const auto path = expand_path(file, tokens);
    if (!path || key_is_given) continue;
    identity one{shown_path(*path, home_), secret(content(*path)), content(*path + ".pub"), content(*path + "-cert.pub")};
    if (!one.private_key.empty() || !one.public_line.empty()) own.identities.push_back(std::move(one));
  }
  for (const auto& file : config.known_hosts_files) {
    const auto path = expand_path(file, tokens);
    if (!path || inputs_.is_given("known-hosts")) continue;
    if (auto lines = read_file(*path, largest_known_hosts))
      own.known_hosts.push_back({shown_path(*path, home_), std::move(*lines)});
  }
  return own;
}

std::vector<jump_host> ssh_config_lookup::read_jumps(const ssh_config& config, std::string_view alias, std::string_view input,
                                                     complaints& wrong) {
  if (inputs_.is_given("jump-host")) return {};
  if (!config.proxy_command.empty())
    wrong.add(input, fmt::format("~/.ssh/config has a ProxyCommand for {}, which is not run here; use ProxyJump there, or the "
                                 "input jump-host",
                                 shown(alias)));
  if (config.proxy_jump.empty()) return {};
  if (depth_ == deepest) {
    wrong.add(input, fmt::format("~/.ssh/config leads to {} through jump hosts without end", shown(alias)));
    return {};
  }
  ++depth_;
  auto way = complete_jump_hosts(config.proxy_jump, input, wrong);
  --depth_;
  return way;
}

}  // namespace dropsweep
