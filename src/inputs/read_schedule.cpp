#include <fmt/format.h>

#include <array>

#include "inputs/config_file.hpp"
#include "inputs/read_file.hpp"
#include "inputs/read_parts.hpp"
#include "inputs/scalars.hpp"

namespace dropsweep {

namespace {

schedule_action action_named(std::string_view word) {
  using enum schedule_action;
  return word == "install" ? install : word == "run" ? run : word == "remove" ? remove : status;
}

// Once a week, and nobody looks at it: what `auto` takes on a workflow's schedule.
std::string_view scheduled_mode(const given_inputs& inputs) {
  const auto given = inputs.text("mode");
  return given == "auto" ? "aggressive" : given;
}

}  // namespace

schedule_settings read_schedule(const command_line& line, const given_inputs& inputs, std::string_view home, complaints& wrong) {
  schedule_settings read{.action = action_named(line.action)};
  read.at = wrong.take("at", parse_cron(inputs.text("at")));
  read.config = scheduled_config(inputs, read.at.text, scheduled_mode(inputs), wrong);
  read.all = wrong.take("all", parse_yes_or_no(inputs.text("all")));
  if (const auto path = inputs.text("droplet-binary"); !path.empty()) {
    auto program = read_file(in_home(path, home), largest_program);
    if (!program) wrong.add("droplet-binary", fmt::format("{} {}", shown(path), program.error()));
    if (program) read.program = std::move(*program);
  }
  if (read.all && read.action != schedule_action::remove)
    wrong.add("all", "it says what `schedule remove` takes away, and is for that alone");
  for (const std::string_view name : {"at", "droplet-binary"}) {
    if (inputs.is_given(name) && read.action != schedule_action::install) wrong.add(name, "it is for `schedule install` alone");
  }
  return read;
}

}  // namespace dropsweep
