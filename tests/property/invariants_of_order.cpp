// In which order things go, and what the items of a plan tell.
#include "property/invariants.hpp"

#include <algorithm>

namespace dropsweep::property {

namespace {

using items = std::vector<item>;

std::size_t place_of(const items& all, object_kind kind, const object_id& id) {
  const auto found = std::ranges::find_if(all, [&](const item& one) { return one.kind == kind && one.id == id; });
  return static_cast<std::size_t>(found - all.begin());
}

complaint kinds_go_one_after_the_other(const trial& t) {
  using enum object_kind;
  const auto turn = [&](const item& one) {
    if (one.kind == build_cache) return t.rules.until_enough ? 0 : 3;
    return one.kind == container ? 1 : one.kind == image ? 2 : one.kind == volume ? 4 : 5;
  };
  if (std::ranges::is_sorted(t.made.remove, {}, turn)) return std::nullopt;
  return "containers, images, build cache, volumes, networks is the order, with a goal build cache first";
}

complaint after_names_only_items_that_go_earlier(const trial& t) {
  for (std::size_t i = 0; i < t.made.remove.size(); ++i) {
    const auto& one = t.made.remove[i];
    for (const auto& before : one.after) {
      if (place_of(t.made.remove, one.kind, before) >= i) return one.id + " waits for " + before;
    }
  }
  return std::nullopt;
}

moment last_used(const trial& t, const item& one) {
  const auto found = [&](const auto& objects, auto id) {
    return static_cast<std::size_t>(std::ranges::find(objects, one.id, id) - objects.begin());
  };
  switch (one.kind) {
    case object_kind::container: return used(t.facts.containers[found(t.facts.containers, &container::id)]);
    case object_kind::image: return t.image_used(found(t.facts.images, &image::id));
    case object_kind::build_cache: return used(t.facts.cache[found(t.facts.cache, &cache_record::id)]);
    case object_kind::volume:
      return t.volume_used(t.facts.volumes[found(t.facts.volumes, [](const volume& it) { return it.name.raw(); })]);
    case object_kind::network: return t.network_used(found(t.facts.networks, &network::id));
  }
  return std::nullopt;
}

// Unless it has to wait for a child whose turn comes later.
complaint of_each_kind_what_was_unused_longest_goes_first(const trial& t) {
  const auto& all = t.made.remove;
  std::vector<moment> when;
  for (const auto& one : all) when.push_back(last_used(t, one));
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (auto later = i + 1; later < all.size() && all[later].kind == all[i].kind; ++later) {
      const auto waits = [&](const object_id& child) { return place_of(all, all[i].kind, child) >= i; };
      if (when[later] < when[i] && std::ranges::none_of(all[later].after, waits))
        return all[i].id + " goes before " + all[later].id;
    }
  }
  return std::nullopt;
}

// What a child says its parent is goes after it, and says so; when the child stays, so does its parent.
complaint child_and_parent(const trial& t, object_kind kind, const object_id& child, const object_id& parent, bool listed) {
  const auto& all = t.made.remove;
  const auto at = place_of(all, kind, parent);
  if (!listed || at == all.size()) return std::nullopt;
  const auto before = place_of(all, kind, child);
  if (before == all.size()) return parent + " goes, its child " + child + " stays";
  if (before >= at) return parent + " goes before its child " + child;
  if (!std::ranges::contains(all[at].after, child)) return parent + " does not wait for its child " + child;
  return std::nullopt;
}

complaint containers_go_after_those_that_join_them_or_stay_with_them(const trial& t) {
  for (const auto& it : t.facts.containers) {
    for (const auto& joined : it.joins) {
      if (auto saw = child_and_parent(t, object_kind::container, it.id, joined, true)) return saw;
    }
  }
  return std::nullopt;
}

complaint images_go_after_their_children_or_stay_with_them(const trial& t) {
  for (const auto& it : t.facts.images) {
    if (auto saw = child_and_parent(t, object_kind::image, it.id, it.parent, !it.parent.empty())) return saw;
  }
  return std::nullopt;
}

complaint build_cache_goes_after_what_was_built_on_it_or_stays_with_it(const trial& t) {
  for (const auto& it : t.facts.cache) {
    for (const auto& parent : it.parents) {
      if (auto saw = child_and_parent(t, object_kind::build_cache, it.id, parent, true)) return saw;
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<invariant> invariants_of_order() {
  return {DROPSWEEP_SENTENCE(kinds_go_one_after_the_other),
          DROPSWEEP_SENTENCE(after_names_only_items_that_go_earlier),
          DROPSWEEP_SENTENCE(of_each_kind_what_was_unused_longest_goes_first),
          DROPSWEEP_SENTENCE(containers_go_after_those_that_join_them_or_stay_with_them),
          DROPSWEEP_SENTENCE(images_go_after_their_children_or_stay_with_them),
          DROPSWEEP_SENTENCE(build_cache_goes_after_what_was_built_on_it_or_stays_with_it)};
}

}  // namespace dropsweep::property
