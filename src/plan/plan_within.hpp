// The way from a survey to a plan; make_plan and narrow_plan are two uses of it.
#pragma once

#include "model/plan.hpp"
#include "plan/inquiry.hpp"

namespace dropsweep {

// Whatever `object` objects to stays, and keeps what it uses, like anything else that stays.
plan plan_within(const survey& facts, const policy& rules, const objection& object);

}  // namespace dropsweep
