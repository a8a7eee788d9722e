#include "inputs/keep_lines.hpp"
#include "inputs/modes.hpp"
#include "inputs/read_parts.hpp"
#include "inputs/scalars.hpp"

namespace dropsweep {

namespace {

constexpr unsigned most_kept = 1000;

policy read_policy_of(sweep_mode mode, const given_inputs& inputs, complaints& wrong) {
  const auto min_age = wrong.take("min-age", parse_duration(inputs.text("min-age")));

  policy rules = default_policy(mode, min_age);
  if (inputs.is_given("older-than")) rules.older_than = wrong.take("older-than", parse_duration(inputs.text("older-than")));
  if (inputs.is_given("keep-last"))
    rules.keep_last = wrong.take("keep-last", parse_number(inputs.text("keep-last"), 0, most_kept));
  if (inputs.is_given("volumes")) rules.volumes = wrong.take("volumes", parse_volume_scope(inputs.text("volumes")));
  rules.until_enough = inputs.is_given("disk-target") || inputs.is_given("free");
  for (const auto line : inputs.lines("keep")) {
    auto rule = parse_keep_line(line);
    if (rule) {
      rules.keep.push_back(std::move(*rule));
    } else {
      wrong.add("keep", rule.error());
    }
  }
  return rules;
}

}  // namespace

policy read_policy(const given_inputs& inputs, const environment& variables, complaints& wrong) {
  const trigger_facts trigger{.event = variable(variables, "GITHUB_EVENT_NAME"),
                              .dispatch_mode = variable(variables, "INPUT_DISPATCH_MODE")};
  return read_policy_of(wrong.take("mode", parse_mode(inputs.text("mode"), trigger)), inputs, wrong);
}

std::vector<policy> read_policies_for_plans(const given_inputs& inputs) {
  if (inputs.text("mode") != "auto") return {};
  complaints told_already;
  std::vector<policy> all;
  for (const auto mode : {sweep_mode::standard, sweep_mode::aggressive, sweep_mode::full}) {
    all.push_back(read_policy_of(mode, inputs, told_already));
  }
  return all;
}

}  // namespace dropsweep
