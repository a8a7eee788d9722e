#include "inputs/modes.hpp"

#include <fmt/format.h>

#include <optional>

namespace dropsweep {

namespace {

std::optional<sweep_mode> mode_named(std::string_view text) {
  for (const auto mode : {sweep_mode::standard, sweep_mode::aggressive, sweep_mode::full}) {
    if (text == name(mode)) return mode;
  }
  return std::nullopt;
}

}  // namespace

parsed<sweep_mode> parse_mode(std::string_view text, const trigger_facts& trigger) {
  if (const auto mode = mode_named(text)) return *mode;
  if (text != "auto") return std::unexpected(fmt::format("{} is none of auto, standard, aggressive, full", shown(text)));
  if (trigger.event == "schedule") return sweep_mode::aggressive;
  const auto chosen = trimmed(trigger.dispatch_mode);
  if (trigger.event != "workflow_dispatch" || chosen.empty() || chosen == "auto") return sweep_mode::standard;
  if (const auto mode = mode_named(chosen)) return *mode;
  return std::unexpected(
      fmt::format("the workflow was started with mode {}, which is none of standard, aggressive, full", shown(chosen)));
}

}  // namespace dropsweep
