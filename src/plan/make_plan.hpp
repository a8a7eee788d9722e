// The decision: what goes, what stays, in which order, and why. Pure: the same survey, policy and moment give the same plan.
// design: "What each mode removes"; the rules stand one per file beside this one.
#pragma once

#include "model/plan.hpp"
#include "model/policy.hpp"
#include "model/survey.hpp"

namespace dropsweep {

// Every object of the survey is in exactly one of plan.remove and plan.keep, with its reason.
// Ages are measured from survey.engine.clock.
plan make_plan(const survey& facts, const policy& rules);

// A plan that was made earlier, held against what is there now: items that look as they did stay in `remove` if today's rules
// still let them go (so that a plan file can never remove what `keep` or use protects by now). The others move to `keep`:
// "changed since the plan" with what had changed (gone, used since), or "today's rules keep it" with the rule. Nothing that the
// old plan did not remove is ever added.
plan narrow_plan(const plan& made_earlier, const survey& facts, const policy& rules);

}  // namespace dropsweep
