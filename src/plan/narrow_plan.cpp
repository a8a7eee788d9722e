#include <map>

#include "plan/make_plan.hpp"

namespace dropsweep {

plan narrow_plan(const plan& made_earlier, const survey& facts, const policy& rules) {
  plan today = make_plan(facts, rules);
  std::map<std::pair<object_kind, object_id>, const item*> promised;
  for (const auto& one : made_earlier.remove) promised.emplace(std::pair{one.kind, one.id}, &one);

  plan narrowed{.mode = made_earlier.mode, .engine_id = today.engine_id, .made = made_earlier.made, .keep = std::move(today.keep)};
  for (auto& one : today.remove) {
    const auto found = promised.find({one.kind, one.id});
    if (found == promised.end()) {
      one.reason = "not in the plan that is carried out";
      narrowed.keep.push_back(std::move(one));
    } else if (found->second->looks != one.looks) {
      one.reason = "changed since the plan: it looks different now";
      narrowed.keep.push_back(std::move(one));
      promised.erase(found);
    } else {
      narrowed.remove.push_back(std::move(one));
      promised.erase(found);
    }
  }
  // What was promised and is kept by today's rules says so; what is not there any more is listed too: every promise has an answer.
  for (auto& one : narrowed.keep) {
    const auto found = promised.find({one.kind, one.id});
    if (found == promised.end()) continue;
    one.reason = "changed since the plan: " + one.reason;
    promised.erase(found);
  }
  for (const auto& [key, gone] : promised) {
    narrowed.keep.push_back(*gone);
    narrowed.keep.back().reason = "changed since the plan: it is gone already";
  }
  return narrowed;
}

}  // namespace dropsweep
