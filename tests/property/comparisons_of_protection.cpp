// The same host asked twice: the same answer, and with more protection never more that goes.
#include <algorithm>

#include "plan/make_plan.hpp"
#include "plan/sightings.hpp"
#include "property/changes.hpp"
#include "property/comparing.hpp"

namespace dropsweep::property {

namespace {

complaint the_same_question_gets_the_same_answer(const example& one, const plan& made) {
  return differs(made, make_plan(one.facts, one.rules));
}

complaint the_order_of_the_surveys_lists_does_not_matter(const example& one, const plan& made) {
  const auto again = make_plan(in_another_order(one), one.rules);
  if (auto saw = more_in(removed(made), removed(again))) return "goes in another order: " + *saw;
  if (auto saw = more_in(removed(again), removed(made))) return "stays in another order: " + *saw;
  return std::nullopt;
}

// A goal only ends a sweep early: whatever is left out then was to go anyway.
complaint a_sweep_with_a_goal_is_of_the_same_things(const example& one, const plan& made) {
  policy rules = one.rules;
  rules.until_enough = !rules.until_enough;
  const auto other = removed(make_plan(one.facts, rules));
  if (auto saw = more_in(removed(made), other)) return saw;
  return more_in(other, removed(made));
}

complaint full_takes_what_aggressive_takes_and_aggressive_what_standard_takes(const example& one, const plan&) {
  const auto taken = [&](sweep_mode mode) {
    policy rules = one.rules;  // with the same lines and scopes
    rules.mode = mode;
    return removed(make_plan(one.facts, rules));
  };
  const auto aggressive = taken(sweep_mode::aggressive);
  if (auto saw = more_in(aggressive, taken(sweep_mode::standard))) return "standard alone takes " + *saw;
  if (auto saw = more_in(taken(sweep_mode::full), aggressive)) return "full leaves " + *saw;
  return std::nullopt;
}

complaint more(const plan& made, const example& safer) {
  return more_in(removed(made), removed(make_plan(safer.facts, safer.rules)));
}

complaint another_keep_line_never_removes_more(const example& one, const plan& made) {
  return more(made, with_another_keep_line(one));
}
complaint another_persist_label_never_removes_more(const example& one, const plan& made) {
  return more(made, with_another_persist_label(one));
}
complaint a_longer_age_line_never_removes_more(const example& one, const plan& made) {
  return more(made, with_a_longer_age_line(one));
}
complaint a_longer_min_age_never_removes_more(const example& one, const plan& made) {
  return more(made, with_a_longer_min_age(one));
}
complaint a_larger_keep_last_never_removes_more(const example& one, const plan& made) {
  return more(made, with_more_keep_last(one));
}
complaint a_smaller_volume_scope_never_removes_more(const example& one, const plan& made) {
  return more(made, with_a_smaller_volume_scope(one));
}
complaint another_running_container_never_removes_more(const example& one, const plan& made) {
  return more(made, with_another_running_container(one));
}

complaint a_ledger_takes_no_volume_more(const example& one, const plan&) {
  const auto taken = [&](bool has_ledger) {
    survey facts = one.facts;
    facts.has_ledger = has_ledger;
    auto all = removed(make_plan(facts, one.rules));
    std::erase_if(all, [](const auto& it) { return it.first != object_kind::volume; });
    return all;
  };
  return more_in(taken(false), taken(true));
}

// From an empty ledger on: a first run, and a second one on the same host after `pause`.
complaint a_volume_goes_only_when_two_runs_an_age_line_apart_saw_it_unused(const example& one, const plan&) {
  survey facts = one.facts;
  facts.has_ledger = true;
  for (auto& it : facts.volumes) it.seen = {};
  const auto volumes_go = [&] {
    return std::ranges::contains(make_plan(facts, one.rules).remove, object_kind::volume, &item::kind);
  };
  if (volumes_go()) return "at the first sight of it";
  note_sightings(facts);
  const auto pause = std::max(one.rules.older_than, one.rules.min_age);
  facts.engine.clock += pause;
  if (volumes_go()) return "too early";
  return std::nullopt;
}

}  // namespace

std::vector<comparison> comparisons_of_protection() {
  return {DROPSWEEP_SENTENCE(the_same_question_gets_the_same_answer),
          DROPSWEEP_SENTENCE(the_order_of_the_surveys_lists_does_not_matter),
          DROPSWEEP_SENTENCE(a_sweep_with_a_goal_is_of_the_same_things),
          DROPSWEEP_SENTENCE(full_takes_what_aggressive_takes_and_aggressive_what_standard_takes),
          DROPSWEEP_SENTENCE(another_keep_line_never_removes_more),
          DROPSWEEP_SENTENCE(another_persist_label_never_removes_more),
          DROPSWEEP_SENTENCE(a_longer_age_line_never_removes_more),
          DROPSWEEP_SENTENCE(a_longer_min_age_never_removes_more),
          DROPSWEEP_SENTENCE(a_larger_keep_last_never_removes_more),
          DROPSWEEP_SENTENCE(a_smaller_volume_scope_never_removes_more),
          DROPSWEEP_SENTENCE(another_running_container_never_removes_more),
          DROPSWEEP_SENTENCE(a_ledger_takes_no_volume_more),
          DROPSWEEP_SENTENCE(a_volume_goes_only_when_two_runs_an_age_line_apart_saw_it_unused)};
}

}  // namespace dropsweep::property
