// Where the report goes, from what can be known even when the inputs cannot be read.
#include <algorithm>

#include "core/take_until.hpp"
#include "inputs/config_file.hpp"
#include "inputs/given_inputs.hpp"
#include "inputs/read_file.hpp"
#include "inputs/settings.hpp"
#include "inputs/table.hpp"
#include "inputs/words.hpp"

namespace dropsweep {

namespace {

// Looked for by itself: the command line as a whole may be what cannot be read.
std::string_view value_of(std::string_view option, const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view one = arguments[i];
    if (one == option && i + 1 < arguments.size()) return trimmed(arguments[i + 1]);
    if (one.starts_with(option) && one.substr(option.size()).starts_with('=')) return trimmed(one.substr(option.size() + 1));
  }
  return {};
}

std::string report_file(const surroundings& given, bool in_actions) {
  for (const auto path :
       {value_of("--report-file", given.arguments), trimmed(variable(given.environment, environment_name("report-file"))),
        trimmed(variable(given.environment, runner_environment_name("report-file")))}) {
    if (!path.empty()) return std::string(path);
  }
  const auto temp = variable(given.environment, "RUNNER_TEMP");
  return in_actions && !temp.empty() ? std::string(temp) + "/dropsweep-report.json" : "";
}

}  // namespace

report_paths read_report_paths(const surroundings& given) {
  const bool in_actions = variable(given.environment, "GITHUB_ACTIONS") == "true";
  return {.in_actions = in_actions,
          .output_file = std::string(variable(given.environment, "GITHUB_OUTPUT")),
          .summary_file = std::string(variable(given.environment, "GITHUB_STEP_SUMMARY")),
          .report_file = report_file(given, in_actions)};
}

std::string read_report_folder(const surroundings& given) {
  const auto& words = given.arguments;
  if (words.empty() || words.front() != "sweep" || std::ranges::contains(words, "--dry-run")) return {};
  const auto config = value_of("--config", words);
  const auto text = config.empty() ? std::nullopt : std::optional(read_file(std::string(config), largest_config));
  if (!text || !*text) return {};
  for (std::string_view rest(**text); !rest.empty();) {
    auto value = take_until(rest, '\n');
    if (take_until(value, ':') == "report-folder") return std::string(trimmed(value));
  }
  return {};
}

}  // namespace dropsweep
