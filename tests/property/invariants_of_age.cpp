// What is young stays, and what is of unknown age is young.
#include "property/invariants.hpp"

namespace dropsweep::property {

namespace {

// Complains about the first object that goes and whose last use `wrong` is true of.
complaint none_used_so_goes(const trial& t, auto wrong) {
  const auto its = [&](const auto& it) { return wrong(used(it), true); };
  if (auto saw = none_goes(t.facts.containers, t.container_goes, its)) return saw;
  if (auto saw = none_goes(t.facts.volumes, t.volume_goes, [&](const volume& it) { return wrong(t.volume_used(it), true); }))
    return saw;
  if (auto saw = none_goes(t.facts.cache, t.record_goes, its)) return saw;
  for (std::size_t i = 0; i < t.facts.networks.size(); ++i) {
    if (t.network_goes[i] && wrong(t.network_used(i), true)) return t.facts.networks[i].id + " goes";
  }
  for (std::size_t i = 0; i < t.facts.images.size(); ++i) {
    // Of dangling images min-age is asked alone.
    if (t.image_goes[i] && wrong(t.image_used(i), !t.facts.images[i].tags.empty())) return t.facts.images[i].id + " goes";
  }
  return std::nullopt;
}

complaint nothing_of_unknown_age_goes(const trial& t) {
  return none_used_so_goes(t, [](const moment& when, bool) { return !when; });
}

complaint nothing_younger_than_min_age_goes(const trial& t) {
  return none_used_so_goes(t, [&](const moment& when, bool) { return when && !t.past(t.rules.min_age, when); });
}

complaint nothing_newer_than_the_age_line_goes_but_dangling_images(const trial& t) {
  return none_used_so_goes(
      t, [&](const moment& when, bool line_counts) { return line_counts && when && !t.past(t.rules.older_than, when); });
}

}  // namespace

std::vector<invariant> invariants_of_age() {
  return {DROPSWEEP_SENTENCE(nothing_of_unknown_age_goes), DROPSWEEP_SENTENCE(nothing_younger_than_min_age_goes),
          DROPSWEEP_SENTENCE(nothing_newer_than_the_age_line_goes_but_dangling_images)};
}

}  // namespace dropsweep::property
