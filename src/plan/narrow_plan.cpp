// A new plan for what is there now, in which only items of the earlier one may go. What the earlier plan did not name stays, and
// keeps what it uses: an image that a new container was made from is in use again, however soon that container might go itself.
#include <map>
#include <set>
#include <utility>

#include "plan/make_plan.hpp"
#include "plan/plan_within.hpp"

namespace dropsweep {

namespace {

using key = std::pair<object_kind, object_id>;

constexpr std::string_view changed = "changed since the plan: ";
constexpr std::string_view by_rule = "today's rules keep it: ";

// By which everything goes that nobody has used since the plan was made: what stays by these has changed.
policy loosest_since(const plan& made_earlier, const survey& facts) {
  const auto age = facts.engine.clock - made_earlier.made;
  return {.mode = sweep_mode::full, .older_than = age, .min_age = age, .keep_last = 0, .volumes = volume_scope::named};
}

std::string_view how_it_changed(object_kind kind) {
  switch (kind) {
    case object_kind::container: return "it ran meanwhile";
    case object_kind::image: return "its tags are other ones now";
    case object_kind::build_cache: return "a build used it meanwhile";
    case object_kind::volume:
    case object_kind::network: return "it was made anew meanwhile";
  }
  return "";
}

}  // namespace

plan narrow_plan(const plan& made_earlier, const survey& facts, const policy& rules) {
  std::map<key, const item*> planned;
  for (const auto& one : made_earlier.remove) planned.emplace(key{one.kind, one.id}, &one);

  const bool other_engine = made_earlier.engine_id != facts.engine.engine_id;
  const objection object = [&](object_kind kind, const object_id& id, const fingerprint& looks) -> std::optional<std::string> {
    const auto found = planned.find({kind, id});
    if (found == planned.end()) return "not in the plan that is carried out";
    if (other_engine) return "the plan was made for another engine";
    if (found->second->looks != looks) return std::string(how_it_changed(kind));
    return std::nullopt;
  };

  std::set<const item*> unchanged;
  for (const auto& one : plan_within(facts, loosest_since(made_earlier, facts), object).remove)
    unchanged.insert(planned.at({one.kind, one.id}));

  plan now = plan_within(facts, rules, object);
  now.mode = made_earlier.mode;
  now.made = made_earlier.made;

  std::set<key> seen;
  for (const auto& one : now.remove) seen.emplace(one.kind, one.id);
  for (auto& one : now.keep) {
    const auto was = planned.find({one.kind, one.id});
    if (was == planned.end()) continue;
    seen.emplace(one.kind, one.id);
    one.reason.insert(0, unchanged.contains(was->second) ? by_rule : changed);
  }
  for (const auto& one : made_earlier.remove) {
    if (!seen.emplace(one.kind, one.id).second) continue;
    now.keep.push_back(one);
    now.keep.back().after.clear();
    now.keep.back().reason = std::string(changed) + "it is gone already";
  }
  return now;
}

}  // namespace dropsweep
