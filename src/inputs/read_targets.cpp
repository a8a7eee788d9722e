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

std::vector<target> read_targets(const command_line& line, const given_inputs& inputs, complaints& wrong) {
  const target_defaults otherwise{
      .user = wrong.take("user", parse_user(inputs.text("user"))),
      .port = static_cast<std::uint16_t>(wrong.take("port", parse_number(inputs.text("port"), 1, 65535), 22u)),
  };
  const auto lines = target_lines(line, inputs);
  if (lines.empty()) wrong.add("host", "no target was given; write for example root@203.0.113.7, one per line");
  std::vector<target> targets;
  for (const auto one : lines) {
    auto there = parse_target(one, otherwise);
    if (!there) {
      wrong.add("host", there.error());
    } else if (std::ranges::contains(targets, *there)) {
      wrong.add("host", fmt::format("{} is there twice", label(*there)));
    } else {
      targets.push_back(std::move(*there));
    }
  }
  return targets;
}

}  // namespace dropsweep
