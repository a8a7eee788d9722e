#include <algorithm>

#include "app/room.hpp"
#include "app/steps.hpp"
#include "plan/make_plan.hpp"

namespace dropsweep {

namespace {

// A plan is carried out by the rules of the mode in which it was made.
policy rules_for(const plan& made_earlier, const host_visit& visit) {
  const auto& policies = visit.how.policies_for_plans;
  const auto found = std::ranges::find(policies, made_earlier.mode, &policy::mode);
  auto rules = found != policies.end() ? *found : visit.how.policy;
  rules.narrow = visit.rules.narrow;
  return rules;
}

error made_for_another_engine(std::string_view host) {
  return {.code = exit_code::inputs,
          .step = "plan",
          .seen = fmt::format("The plan for {} was made for another Docker Engine (its id differs): nothing was removed.", host),
          .advice = "Make a new plan with `dropsweep plan`."};
}

}  // namespace

void make_the_plan(host_visit& visit) {
  auto& record = visit.record;
  if (!record.skipped.empty()) return;
  visit.begin("plan");
  const auto& facts = *record.before;
  record.goal = goal_page_of(facts, visit.how.goal);
  if (visit.how.disk_above > 0 && facts.host.disks.empty())
    record.notes.emplace_back("How full the engine's disk is is unknown: disk-above held nothing back.");
  if (auto reason = no_room_needed(facts, visit.how); !reason.empty()) {
    record.skipped = reason;
    visit.end(std::move(reason));
    return;
  }
  if (record.goal && !record.goal->disk && visit.how.dry == dry_run::no) {
    visit.fail(cannot_tell_when_to_stop(*record.goal, record.host));
    return;
  }
  if (const auto& earlier = visit.order.plan_to_carry_out; !earlier) {
    record.plan = make_plan(facts, visit.rules);
  } else if (earlier->engine_id == facts.engine.engine_id) {
    record.plan = narrow_plan(*earlier, facts, rules_for(*earlier, visit));
  } else {
    visit.fail(made_for_another_engine(record.host));
    return;
  }
  visit.end(fmt::format("{} to remove (about {}), {} to keep", record.plan->remove.size(),
                        format_bytes(total_size(record.plan->remove)), record.plan->keep.size()));
}

}  // namespace dropsweep
