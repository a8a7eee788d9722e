#include "plan/make_plan.hpp"

#include "plan/judges.hpp"
#include "plan/order.hpp"

namespace dropsweep {

namespace {

foreign short_name(const image& it) { return it.tags.empty() ? foreign(it.id.substr(0, 19)) : it.tags.front(); }

item item_of(const container& it) {
  return {.kind = object_kind::container, .id = it.id, .name = it.name, .size = it.writable_layer, .looks = looks_of(it)};
}

item item_of(const image& it) {
  const byte_count own = it.shared && it.shared->value >= 0 && *it.shared <= it.size ? it.size - *it.shared : it.size;
  return {.kind = object_kind::image, .id = it.id, .name = short_name(it), .tags = it.tags, .size = own, .looks = looks_of(it)};
}

item item_of(const cache_record& it) {
  return {.kind = object_kind::build_cache,
          .id = it.id,
          .name = it.description.empty() ? foreign(it.id) : it.description,
          .size = it.shared ? byte_count{} : it.size,
          .looks = looks_of(it)};
}

item item_of(const volume& it) {
  return {.kind = object_kind::volume, .id = it.name.raw(), .name = it.name, .size = it.size.value_or(byte_count{}), .looks = looks_of(it)};
}

item item_of(const network& it) { return {.kind = object_kind::network, .id = it.id, .name = it.name, .looks = looks_of(it)}; }

// Puts every object where its ruling says; what goes is ordered children first.
template <class Objects>
void add_items(plan& made, const Objects& objects, const rulings& ruled, const parents_of& parents = {}) {
  std::vector<item> going;
  for (const auto& one : objects) {
    auto it = item_of(one);
    const auto& ruling = ruled.at(it.id);
    it.reason = ruling.reason;
    (ruling.goes ? going : made.keep).push_back(std::move(it));
  }
  order_children_first(going, parents);
  std::ranges::move(going, std::back_inserter(made.remove));
}

std::set<object_id> those_that_go(const rulings& ruled) {
  std::set<object_id> ids;
  for (const auto& [id, ruling] : ruled) {
    if (ruling.goes) ids.insert(id);
  }
  return ids;
}

parents_of parents_of_images(const std::vector<image>& images) {
  parents_of parents;
  for (const auto& one : images) {
    if (!one.parent.empty()) parents[one.id].push_back(one.parent);
  }
  return parents;
}

parents_of parents_of_records(const std::vector<cache_record>& records) {
  parents_of parents;
  for (const auto& one : records) parents[one.id] = one.parents;
  return parents;
}

}  // namespace

plan make_plan(const survey& facts, const policy& rules) {
  const bench given{.facts = facts, .rules = rules, .protects = protection(rules)};
  plan made{.mode = rules.mode, .engine_id = facts.engine.engine_id, .made = facts.engine.clock};

  const auto containers = judge_containers(given);
  // Beyond this point it is known which containers stay, and with them what they use.
  const auto held = collect_references(facts, those_that_go(containers));

  for (const auto kind : removal_order) {
    switch (kind) {
      case object_kind::container: add_items(made, facts.containers, containers); break;
      case object_kind::image: add_items(made, facts.images, judge_images(given, held), parents_of_images(facts.images)); break;
      case object_kind::build_cache: add_items(made, facts.cache, judge_cache(given), parents_of_records(facts.cache)); break;
      case object_kind::volume: add_items(made, facts.volumes, judge_volumes(given, held)); break;
      case object_kind::network: add_items(made, facts.networks, judge_networks(given, held)); break;
    }
  }
  return made;
}

}  // namespace dropsweep
