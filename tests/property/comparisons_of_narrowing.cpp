// A plan binds: what was shown is what goes, and less of it when the host changed meanwhile.
#include <algorithm>

#include "plan/make_plan.hpp"
#include "property/changes.hpp"
#include "property/comparing.hpp"

namespace dropsweep::property {

namespace {

complaint a_plan_carried_out_at_once_removes_what_the_dry_run_showed(const example& one, const plan& made) {
  return differs(made, narrow_plan(made, one.facts, one.rules));
}

complaint a_plan_carried_out_later_adds_nothing(const example& one, const plan& made) {
  return more_in(removed(made), removed(narrow_plan(made, some_time_later(one), one.rules)));
}

complaint a_plan_carried_out_later_breaks_no_rule(const example& one, const plan& made) {
  const auto later = some_time_later(one);
  const auto narrowed = narrow_plan(made, later, one.rules);
  const trial t(later, one.rules, narrowed);
  for (const auto& each : invariants()) {
    if (auto saw = each.check(t)) return each.sentence + ": " + *saw;
  }
  return std::nullopt;
}

complaint a_plan_carried_out_later_keeps_what_looks_different_by_then(const example& one, const plan& made) {
  const auto narrowed = narrow_plan(made, some_time_later(one), one.rules);
  for (const auto& now : narrowed.remove) {
    for (const auto& then : made.remove) {
      if (now.kind == then.kind && now.id == then.id && (now.looks != then.looks)) return now.id;
    }
  }
  return std::nullopt;
}

complaint a_plan_carried_out_later_answers_for_everything_that_was_to_go(const example& one, const plan& made) {
  const auto narrowed = narrow_plan(made, some_time_later(one), one.rules);
  for (const auto& then : made.remove) {
    const auto it = [&](const item& now) { return now.kind == then.kind && now.id == then.id && !now.reason.empty(); };
    if (std::ranges::count_if(narrowed.remove, it) + std::ranges::count_if(narrowed.keep, it) != 1) return then.id;
  }
  return std::nullopt;
}

complaint a_plan_carried_out_with_stricter_rules_obeys_them(const example& one, const plan& made) {
  const auto safer = with_another_keep_line(with_a_longer_age_line(one));
  const auto narrowed = removed(narrow_plan(made, safer.facts, safer.rules));
  return more_in(removed(make_plan(safer.facts, safer.rules)), narrowed);
}

complaint a_plan_of_another_engine_removes_nothing(const example& one, const plan& made) {
  survey other = one.facts;
  other.engine.engine_id = "another";
  return more_in({}, removed(narrow_plan(made, other, one.rules)));
}

}  // namespace

std::vector<comparison> comparisons_of_narrowing() {
  return {DROPSWEEP_SENTENCE(a_plan_carried_out_at_once_removes_what_the_dry_run_showed),
          DROPSWEEP_SENTENCE(a_plan_carried_out_later_adds_nothing),
          DROPSWEEP_SENTENCE(a_plan_carried_out_later_breaks_no_rule),
          DROPSWEEP_SENTENCE(a_plan_carried_out_later_keeps_what_looks_different_by_then),
          DROPSWEEP_SENTENCE(a_plan_carried_out_later_answers_for_everything_that_was_to_go),
          DROPSWEEP_SENTENCE(a_plan_carried_out_with_stricter_rules_obeys_them),
          DROPSWEEP_SENTENCE(a_plan_of_another_engine_removes_nothing)};
}

}  // namespace dropsweep::property
