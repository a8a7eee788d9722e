// What a plan says about each object.
#include "property/invariants.hpp"

#include <algorithm>

namespace dropsweep::property {

namespace {

complaint stands_once(const trial& t, object_kind kind, const object_id& id) {
  const auto it = [&](const item& one) { return one.kind == kind && one.id == id; };
  const auto times = std::ranges::count_if(t.made.remove, it) + std::ranges::count_if(t.made.keep, it);
  if (times == 1) return std::nullopt;
  return id + " stands there " + std::to_string(times) + " times";
}

complaint every_object_stands_in_the_plan_once(const trial& t) {
  for (const auto& it : t.facts.containers) {
    if (auto saw = stands_once(t, object_kind::container, it.id)) return saw;
  }
  for (const auto& it : t.facts.images) {
    if (auto saw = stands_once(t, object_kind::image, it.id)) return saw;
  }
  for (const auto& it : t.facts.cache) {
    if (auto saw = stands_once(t, object_kind::build_cache, it.id)) return saw;
  }
  for (const auto& it : t.facts.volumes) {
    if (auto saw = stands_once(t, object_kind::volume, it.name.raw())) return saw;
  }
  for (const auto& it : t.facts.networks) {
    if (auto saw = stands_once(t, object_kind::network, it.id)) return saw;
  }
  return std::nullopt;
}

complaint every_item_has_a_name_and_a_reason_and_no_negative_size(const trial& t) {
  for (const auto* items : {&t.made.remove, &t.made.keep}) {
    for (const auto& one : *items) {
      if (one.reason.empty() || one.name.empty() || one.size.value < 0) return one.id;
    }
  }
  return std::nullopt;
}

// As it looks to the second look just before it goes: by model's functions, which both sides of that comparison call.
complaint every_item_that_goes_tells_how_it_looked(const trial& t) {
  const auto tells = [&](object_kind kind, const object_id& id, const fingerprint& looks, const std::vector<foreign>& tags = {}) {
    return std::ranges::all_of(t.made.remove, [&](const item& one) {
      return one.kind != kind || one.id != id || (one.looks == looks && one.tags == tags);
    });
  };
  for (const auto& it : t.facts.containers) {
    if (!tells(object_kind::container, it.id, looks_of(it))) return it.id;
  }
  for (const auto& it : t.facts.images) {
    if (!tells(object_kind::image, it.id, looks_of(it), it.tags)) return it.id;
  }
  for (const auto& it : t.facts.cache) {
    if (!tells(object_kind::build_cache, it.id, looks_of(it))) return it.id;
  }
  for (const auto& it : t.facts.volumes) {
    if (!tells(object_kind::volume, it.name.raw(), looks_of(it))) return it.name.raw();
  }
  for (const auto& it : t.facts.networks) {
    if (!tells(object_kind::network, it.id, looks_of(it))) return it.id;
  }
  return std::nullopt;
}

complaint a_plan_tells_its_engine(const trial& t) {
  if (t.made.engine_id == t.facts.engine.engine_id) return std::nullopt;
  return t.made.engine_id;
}

}  // namespace

std::vector<invariant> invariants_of_items() {
  return {DROPSWEEP_SENTENCE(every_object_stands_in_the_plan_once),
          DROPSWEEP_SENTENCE(every_item_has_a_name_and_a_reason_and_no_negative_size),
          DROPSWEEP_SENTENCE(every_item_that_goes_tells_how_it_looked), DROPSWEEP_SENTENCE(a_plan_tells_its_engine)};
}

}  // namespace dropsweep::property
