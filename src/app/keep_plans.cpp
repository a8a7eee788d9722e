#include "app/keep_plans.hpp"

#include <fmt/ranges.h>

#include <map>

#include "app/judge.hpp"
#include "report/plan_file.hpp"

namespace dropsweep {

namespace {

// What the mode alone does not say: without it, the rules of the day on which the plan is carried out would keep some of it.
std::string options_for(const policy& rules) {
  const auto usual = default_policy(rules.mode, rules.min_age);
  std::string options;
  if (rules.older_than != usual.older_than) options += " --older-than " + format_span(rules.older_than);
  if (rules.min_age != policy{}.min_age) options += " --min-age " + format_span(rules.min_age);
  if (rules.volumes != usual.volumes) options += fmt::format(" --volumes {}", name(rules.volumes));
  if (rules.keep_last != usual.keep_last) options += fmt::format(" --keep-last {}", rules.keep_last);
  return options;
}

void lose_plans(run_record& run, const error& why, const settings& how) {
  for (auto& host : run.hosts) {
    if (!host.plan || host.failure) continue;
    host.failure = why;
    host.failure->step = "plan";
    host.failure->seen += " The plan is lost; what may lie there is an earlier one.";
    judge(host, how.command, how.dry);
  }
}

}  // namespace

std::string keep_plans(run_record& run, const settings& how) {
  const auto path = visible(how.plan_output);
  std::map<std::string, const plan*> plans;
  std::vector<std::string> missing;
  for (const auto& host : run.hosts) {
    if (host.plan) {
      plans.emplace(host.host, &*host.plan);
    } else {
      missing.push_back(host.host);
    }
  }
  // An empty file would read as a plan for nobody, in the place of one that may still be good.
  if (plans.empty())
    return fmt::format("No plan was made: nothing is written to {}, and what may lie there is an earlier one.\n", path);

  const auto written = replace_file(how.plan_output, [&](const text_sink& to_file) { write_plan_file(plans, to_file); });
  if (!written) {
    lose_plans(run, written.error(), how);
    return {};
  }
  std::string targets;
  for (const auto& [host, _] : plans) targets += host + " ";
  return fmt::format("The plan is in {}{}; carry it out with: dropsweep sweep {}--plan {}{}\n", path,
                     missing.empty() ? "" : fmt::format(" (with none for {}: see above)", fmt::join(missing, ", ")), targets,
                     path, options_for(how.policy));
}

}  // namespace dropsweep
