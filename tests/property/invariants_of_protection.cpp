// What somebody said to keep stays, in every mode.
#include "property/invariants.hpp"

#include <algorithm>

namespace dropsweep::property {

namespace {

using subject = keep_rule::subject;

// Every kind that carries labels.
complaint none_labelled_goes(const trial& t, auto wrong) {
  const auto its = [&](const auto& it) { return wrong(it.labels); };
  if (auto saw = none_goes(t.facts.containers, t.container_goes, its)) return saw;
  if (auto saw = none_goes(t.facts.images, t.image_goes, its)) return saw;
  if (auto saw = none_goes(t.facts.volumes, t.volume_goes, its)) return saw;
  return none_goes(t.facts.networks, t.network_goes, its);
}

auto a_line_says(const trial& t, auto says) {
  return [&t, says](const auto& it) {
    return std::ranges::any_of(t.rules.keep, [&](const keep_rule& rule) { return says(rule, it); });
  };
}

auto a_line_names(const trial& t, subject what) {
  return a_line_says(
      t, [what](const keep_rule& rule, const auto& it) { return rule.what == what && looks_like(rule.pattern, it.name.raw()); });
}

complaint nothing_with_the_label_persist_goes(const trial& t) { return none_labelled_goes(t, persists); }
complaint nothing_with_a_label_that_a_keep_line_names_goes(const trial& t) {
  return none_labelled_goes(t, a_line_says(t, says_label));
}
complaint nothing_of_a_project_that_a_keep_line_names_goes(const trial& t) {
  return none_labelled_goes(t, a_line_says(t, says_project));
}
complaint no_image_that_a_keep_line_names_goes(const trial& t) {
  return none_goes(t.facts.images, t.image_goes, a_line_says(t, says_image));
}
complaint no_container_that_a_keep_line_names_goes(const trial& t) {
  return none_goes(t.facts.containers, t.container_goes, a_line_names(t, subject::container));
}
complaint no_volume_that_a_keep_line_names_goes(const trial& t) {
  return none_goes(t.facts.volumes, t.volume_goes, a_line_names(t, subject::volume));
}
complaint no_network_that_a_keep_line_names_goes(const trial& t) {
  return none_goes(t.facts.networks, t.network_goes, a_line_names(t, subject::network));
}

}  // namespace

std::vector<invariant> invariants_of_protection() {
  return {DROPSWEEP_SENTENCE(nothing_with_the_label_persist_goes),
          DROPSWEEP_SENTENCE(nothing_with_a_label_that_a_keep_line_names_goes),
          DROPSWEEP_SENTENCE(nothing_of_a_project_that_a_keep_line_names_goes),
          DROPSWEEP_SENTENCE(no_image_that_a_keep_line_names_goes),
          DROPSWEEP_SENTENCE(no_container_that_a_keep_line_names_goes),
          DROPSWEEP_SENTENCE(no_volume_that_a_keep_line_names_goes),
          DROPSWEEP_SENTENCE(no_network_that_a_keep_line_names_goes)};
}

}  // namespace dropsweep::property
