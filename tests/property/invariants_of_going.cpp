// The other side: what nothing speaks for goes. Without it a plan that keeps everything would be perfect.
#include "property/invariants.hpp"

#include <algorithm>

namespace dropsweep::property {

namespace {

bool by_name(const keep_rule& rule, keep_rule::subject what, const foreign& name) {
  return rule.what == what && looks_like(rule.pattern, name.raw());
}

template <class Object>
bool protected_by_somebody(const trial& t, const Object& it, auto names) {
  return persists(it.labels) || std::ranges::any_of(t.rules.keep, [&](const keep_rule& rule) {
           return says_label(rule, it.labels) || says_project(rule, it.labels) || names(rule);
         });
}

bool old(const trial& t, const moment& when) { return t.past(t.rules.min_age, when) && t.past(t.rules.older_than, when); }
bool standard(const trial& t) { return t.rules.mode == sweep_mode::standard; }

bool joined_by_one_that_stays(const trial& t, const container& it) {
  for (std::size_t i = 0; i < t.facts.containers.size(); ++i) {
    if (!t.container_goes[i] && std::ranges::contains(t.facts.containers[i].joins, it.id)) return true;
  }
  return false;
}

complaint containers_that_nothing_speaks_for_go(const trial& t) {
  using enum container_state;
  for (std::size_t i = 0; i < t.facts.containers.size(); ++i) {
    const auto& it = t.facts.containers[i];
    const bool ended = it.state == exited || it.state == dead || (it.state == created && !standard(t));
    const auto named = [&](const keep_rule& rule) { return by_name(rule, keep_rule::subject::container, it.name); };
    if (t.container_goes[i] || !ended || !old(t, used(it)) || joined_by_one_that_stays(t, it)) continue;
    if (!protected_by_somebody(t, it, named)) return it.id + " stays";
  }
  return std::nullopt;
}

bool has_a_child_that_stays(const trial& t, const image& it) {
  for (std::size_t i = 0; i < t.facts.images.size(); ++i) {
    if (!t.image_goes[i] && t.facts.images[i].parent == it.id) return true;
  }
  return false;
}

complaint images_that_nothing_speaks_for_go(const trial& t) {
  for (std::size_t i = 0; i < t.facts.images.size(); ++i) {
    const auto& it = t.facts.images[i];
    if (t.image_goes[i] || t.image_in_use(i) || t.image_use_untold(i) || has_a_child_that_stays(t, it)) continue;
    const auto named = [&](const keep_rule& rule) { return says_image(rule, it); };
    const auto when = t.image_used(i);
    const bool may = it.tags.empty() ? t.past(t.rules.min_age, when) : !standard(t) && old(t, when);
    if (may && !protected_by_somebody(t, it, named) && !t.kept_for_rollback(i)) return it.id + " stays";
  }
  return std::nullopt;
}

bool has_a_child_that_stays(const trial& t, const cache_record& it) {
  for (std::size_t i = 0; i < t.facts.cache.size(); ++i) {
    if (!t.record_goes[i] && std::ranges::contains(t.facts.cache[i].parents, it.id)) return true;
  }
  return false;
}

complaint build_cache_that_nothing_speaks_for_goes(const trial& t) {
  for (std::size_t i = 0; i < t.facts.cache.size(); ++i) {
    const auto& it = t.facts.cache[i];
    if (!t.record_goes[i] && !it.in_use && old(t, used(it)) && !has_a_child_that_stays(t, it)) return it.id + " stays";
  }
  return std::nullopt;
}

complaint volumes_that_nothing_speaks_for_go(const trial& t) {
  for (std::size_t i = 0; i < t.facts.volumes.size(); ++i) {
    const auto& it = t.facts.volumes[i];
    const bool in_scope = t.rules.volumes == volume_scope::named || (t.rules.volumes == volume_scope::anonymous && it.anonymous);
    if (t.volume_goes[i] || !in_scope || it.driver != "local" || it.driver_options || !old(t, t.volume_used(it))) continue;
    const auto named = [&](const keep_rule& rule) { return by_name(rule, keep_rule::subject::volume, it.name); };
    const auto uses = [&](const container& one) { return t.container_uses(one, it); };
    if (!protected_by_somebody(t, it, named) && std::ranges::none_of(t.facts.containers, uses)) return it.name.raw() + " stays";
  }
  return std::nullopt;
}

complaint networks_that_nothing_speaks_for_go(const trial& t) {
  for (std::size_t i = 0; i < t.facts.networks.size(); ++i) {
    const auto& it = t.facts.networks[i];
    if (t.network_goes[i] || standard(t) || it.predefined || it.scope != "local" || !it.attached.empty()) continue;
    const auto named = [&](const keep_rule& rule) { return by_name(rule, keep_rule::subject::network, it.name); };
    bool used = false;
    for (std::size_t c = 0; c < t.facts.containers.size(); ++c)
      used = used || (!t.container_goes[c] && t.container_uses(t.facts.containers[c], it));
    if (!used && old(t, t.network_used(i)) && !protected_by_somebody(t, it, named)) return it.id + " stays";
  }
  return std::nullopt;
}

}  // namespace

std::vector<invariant> invariants_of_going() {
  return {DROPSWEEP_SENTENCE(containers_that_nothing_speaks_for_go), DROPSWEEP_SENTENCE(images_that_nothing_speaks_for_go),
          DROPSWEEP_SENTENCE(build_cache_that_nothing_speaks_for_goes), DROPSWEEP_SENTENCE(volumes_that_nothing_speaks_for_go),
          DROPSWEEP_SENTENCE(networks_that_nothing_speaks_for_go)};
}

}  // namespace dropsweep::property
