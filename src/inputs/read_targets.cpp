#include <fmt/format.h>

#include <algorithm>

#include "inputs/read_parts.hpp"
#include "inputs/scalars.hpp"
#include "inputs/targets.hpp"

namespace dropsweep {

namespace {

std::vector<std::string_view> target_lines(const command_line& line, const given_inputs& inputs) {
  std::vector<std::string_view> lines;
  for (const auto& one : line.targets) {
    if (const auto text = trimmed(one); !text.empty()) lines.push_back(text);
  }
  return lines.empty() ? inputs.lines("host") : lines;
}

}  // namespace

read_targets_outcome read_targets(const command_line& line, const given_inputs& inputs, ssh_config_lookup& ssh,
                                  complaints& wrong) {
  wrong.take("user", parse_user(inputs.text("user")));
  wrong.take("port", parse_number(inputs.text("port"), 1, 65535), 22u);
  const auto lines = target_lines(line, inputs);
  if (lines.empty()) wrong.add("host", "no target was given; write for example root@203.0.113.7, one per line");
  read_targets_outcome read;
  for (const auto one : lines) {
    auto there = parse_target(one, {"", 0});
    if (!there) {
      wrong.add("host", there.error());
      continue;
    }
    target_access found{std::move(*there), {}, {}};
    if (auto* address = std::get_if<ssh_address>(&found.where.way)) found = ssh.complete_target(std::move(*address), wrong);
    if (std::ranges::contains(read.targets, found.where)) {
      wrong.add("host", fmt::format("{} is there twice", label(found.where)));
    } else {
      read.targets.push_back(found.where);
      read.from_ssh_config.push_back(std::move(found));
    }
  }
  return read;
}

access_settings access_to(const target& where, const settings& how) {
  auto access = how.access;
  const auto own = std::ranges::find(how.from_ssh_config, where, &target_access::where);
  if (own == how.from_ssh_config.end()) return access;
  if (!own->own.known_hosts.empty()) access.known_hosts = own->own.known_hosts;
  if (!own->jump_hosts.empty()) access.jump_hosts = own->jump_hosts;
  access.identities = own->own.identities;
  access.identities_only = own->own.identities_only;
  return access;
}

}  // namespace dropsweep
