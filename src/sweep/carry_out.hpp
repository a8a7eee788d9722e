// Carries out a plan: one outcome per item, on past a refusal. The only folder that holds an `engine`, which can delete.
#pragma once

#include <functional>

#include "engine/engine_reader.hpp"
#include "model/outcome.hpp"
#include "net/stop_switch.hpp"
#include "sweep/goal_watch.hpp"

namespace dropsweep {

struct sweep_settings {
  unsigned at_once = 64;                               // items in flight at most; fewer while their answers are slow
  span patience_after_stop = std::chrono::seconds{3};  // for removals in flight when the switch is thrown
  // Ends the sweep as soon as there is room enough. The page has the goal and the disk as it was, and is kept up to date.
  goal_page* goal = nullptr;
  disk_measure measure;
};

// Told after each item that was begun.
using outcome_listener = std::function<void(const outcome&)>;

// Outcomes in the plan's order, one for each item of plan.remove, whatever happens. Kinds go one after the other (plan/ has the
// order and its reason), items of one kind side by side, an item only after those that it names in `after`. When the switch is
// thrown no further removal starts; those in flight are awaited as long as the settings say, then they are `unknown`. Whose turn
// had not come when there was room enough is `not_needed`; when nobody could say any more, `not_started`.
task<std::vector<outcome>> carry_out(engine_reader& looking, plan what, sweep_settings how, stop_switch& stop,
                                     outcome_listener heard);

}  // namespace dropsweep
