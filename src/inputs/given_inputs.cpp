#include "inputs/given_inputs.hpp"

#include "inputs/table.hpp"
#include "inputs/words.hpp"

namespace dropsweep {

namespace {

std::string_view from_environment(const environment& variables, std::string_view input) {
  const auto ours = variable(variables, environment_name(input));
  return trimmed(ours).empty() ? variable(variables, runner_environment_name(input)) : ours;
}

std::string from_options(const command_line& line, const input& what) {
  const auto found = line.options.find(what.name);
  if (found == line.options.end() || found->second.empty()) return {};
  if (what.kind != input_kind::list) return found->second.back();
  std::string lines;
  for (const auto& one : found->second) lines += one + "\n";
  return lines;
}

}  // namespace

std::string_view variable(const environment& variables, std::string_view name) {
  const auto found = variables.find(std::string(name));
  return found == variables.end() ? std::string_view() : found->second;
}

given_inputs::given_inputs(const command_line& line, const environment& variables, const config_values& config)
    : variables_(&variables) {
  for (const auto& what : all_inputs()) {
    const bool taken = takes(line.command, what) || what.where == offered::in_a_config_file;
    if (!taken || what.kind == input_kind::secret) continue;
    if (const auto written = config.find(what.name); written != config.end() && !trimmed(written->second).empty())
      values_[what.name] = {written->second, false};
    if (const auto option = from_options(line, what); !trimmed(option).empty()) {
      values_[what.name] = {std::string(trimmed(option)), true};
    } else if (what.where == offered::everywhere) {
      if (const auto text = trimmed(from_environment(variables, what.name)); !text.empty())
        values_[what.name] = {std::string(text), false};
    }
  }
}

std::string_view given_inputs::text(std::string_view input) const {
  const auto found = values_.find(input);
  return found == values_.end() ? input_named(input).default_value : found->second.text;
}

std::vector<std::string_view> given_inputs::lines(std::string_view input) const { return lines_of(text(input)); }

bool given_inputs::is_given(std::string_view input) const { return values_.contains(input); }

bool given_inputs::is_option(std::string_view input) const {
  const auto found = values_.find(input);
  return found != values_.end() && found->second.option;
}

std::string_view given_inputs::secret_text(std::string_view input) const { return from_environment(*variables_, input); }

}  // namespace dropsweep
