#include "plan/make_plan.hpp"

#include <algorithm>

#include "plan/items.hpp"
#include "plan/judges.hpp"
#include "plan/order.hpp"
#include "plan/plan_within.hpp"

namespace dropsweep {

namespace {

item with_reason(item one, verdict& answer) {
  one.reason = std::move(answer.reason);
  return one;
}

template <class Object>
void write_down(plan& into, const std::vector<Object>& objects, verdicts& answers) {
  std::vector<std::size_t> going;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    if (answers[i].goes) {
      going.push_back(i);
    } else {
      into.keep.push_back(with_reason(item_of(objects[i]), answers[i]));
    }
  }
  std::ranges::stable_sort(going, {}, [&](std::size_t i) { return answers[i].last_used; });
  for (const auto i : going) into.remove.push_back(with_reason(item_of(objects[i]), answers[i]));
}

template <class Object>
void write_down(plan& into, const std::vector<Object>& objects, ordered_verdicts& answers) {
  for (const auto i : answers.going) {
    auto& one = into.remove.emplace_back(with_reason(item_of(objects[i]), answers.of[i]));
    for (const auto child : answers.children[i]) one.after.push_back(objects[child].id);
  }
  for (std::size_t i = 0; i < objects.size(); ++i) {
    if (!answers.of[i].goes) into.keep.push_back(with_reason(item_of(objects[i]), answers.of[i]));
  }
}

}  // namespace

plan plan_within(const survey& facts, const policy& rules, const objection& object) {
  const inquiry about{.facts = facts, .rules = rules, .object = object};

  auto containers = judge_containers(about);
  // Beyond this point it is settled which containers stay; what they use stays with them.
  auto images = judge_images(about, containers.of);
  auto cache = judge_cache(about);
  auto volumes = judge_volumes(about);
  auto networks = judge_networks(about, containers.of);

  plan made{.mode = rules.mode, .engine_id = facts.engine.engine_id, .made = facts.engine.clock, .remove = {}, .keep = {}};
  for (const auto kind : rules.until_enough ? order_until_enough : removal_order) {
    switch (kind) {
      case object_kind::container: write_down(made, facts.containers, containers); break;
      case object_kind::image: write_down(made, facts.images, images); break;
      case object_kind::build_cache: write_down(made, facts.cache, cache); break;
      case object_kind::volume: write_down(made, facts.volumes, volumes); break;
      case object_kind::network: write_down(made, facts.networks, networks); break;
    }
  }
  return made;
}

plan make_plan(const survey& facts, const policy& rules) { return plan_within(facts, rules, nullptr); }

}  // namespace dropsweep
