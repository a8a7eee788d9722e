#include "plan/make_plan.hpp"

#include "plan/plan_within.hpp"

namespace dropsweep {

plan make_plan(const survey& facts, const policy& rules) { return plan_within(facts, rules, nullptr); }

}  // namespace dropsweep
