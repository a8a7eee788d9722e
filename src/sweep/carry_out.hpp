// Carries out a plan: one outcome per item, on past a refusal. The only folder that holds an `engine`, which can delete.
#pragma once

#include <functional>
#include <memory>

#include "engine/engine.hpp"
#include "model/outcome.hpp"

namespace dropsweep {

struct sweep_settings {
  unsigned at_once = 8;  // items in flight
};

// Told after each item.
using outcome_listener = std::function<void(const outcome&)>;

// True as soon as no further removal may start; those in flight are awaited.
using stop_question = std::function<bool()>;

// Outcomes in the plan's order, one for each item of plan.remove.
task<std::vector<outcome>> carry_out(engine& with, const plan& what, sweep_settings how, stop_question stopped, outcome_listener heard);

}  // namespace dropsweep
