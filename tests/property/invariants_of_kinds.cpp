// What each mode and scope leaves alone, whatever its age.
#include "property/invariants.hpp"

namespace dropsweep::property {

namespace {

bool standard(const trial& t) { return t.rules.mode == sweep_mode::standard; }

complaint containers_that_run_stay(const trial& t) {
  using enum container_state;
  return none_goes(t.facts.containers, t.container_goes,
                   [](const container& it) { return it.state == running || it.state == paused || it.state == restarting; });
}

complaint containers_that_are_being_removed_stay(const trial& t) {
  return none_goes(t.facts.containers, t.container_goes,
                   [](const container& it) { return it.state == container_state::removing; });
}

complaint created_containers_stay_in_standard_mode(const trial& t) {
  return none_goes(t.facts.containers, t.container_goes,
                   [&](const container& it) { return standard(t) && it.state == container_state::created; });
}

complaint tagged_images_stay_in_standard_mode(const trial& t) {
  return none_goes(t.facts.images, t.image_goes, [&](const image& it) { return standard(t) && !it.tags.empty(); });
}

complaint networks_stay_in_standard_mode(const trial& t) {
  return none_goes(t.facts.networks, t.network_goes, [&](const network&) { return standard(t); });
}

complaint predefined_networks_stay(const trial& t) {
  return none_goes(t.facts.networks, t.network_goes, [](const network& it) { return it.predefined; });
}

complaint networks_that_are_not_local_stay(const trial& t) {
  return none_goes(t.facts.networks, t.network_goes, [](const network& it) { return it.scope != "local"; });
}

complaint no_volume_goes_with_volumes_none(const trial& t) {
  return none_goes(t.facts.volumes, t.volume_goes, [&](const volume&) { return t.rules.volumes == volume_scope::none; });
}

complaint named_volumes_go_only_with_volumes_named(const trial& t) {
  return none_goes(t.facts.volumes, t.volume_goes,
                   [&](const volume& it) { return !it.anonymous && t.rules.volumes != volume_scope::named; });
}

complaint volumes_of_another_driver_stay(const trial& t) {
  return none_goes(t.facts.volumes, t.volume_goes, [](const volume& it) { return it.driver != "local"; });
}

complaint volumes_with_driver_options_stay(const trial& t) {
  return none_goes(t.facts.volumes, t.volume_goes, [](const volume& it) { return it.driver_options; });
}

}  // namespace

std::vector<invariant> invariants_of_kinds() {
  return {DROPSWEEP_SENTENCE(containers_that_run_stay),
          DROPSWEEP_SENTENCE(containers_that_are_being_removed_stay),
          DROPSWEEP_SENTENCE(created_containers_stay_in_standard_mode),
          DROPSWEEP_SENTENCE(tagged_images_stay_in_standard_mode),
          DROPSWEEP_SENTENCE(networks_stay_in_standard_mode),
          DROPSWEEP_SENTENCE(predefined_networks_stay),
          DROPSWEEP_SENTENCE(networks_that_are_not_local_stay),
          DROPSWEEP_SENTENCE(no_volume_goes_with_volumes_none),
          DROPSWEEP_SENTENCE(named_volumes_go_only_with_volumes_named),
          DROPSWEEP_SENTENCE(volumes_of_another_driver_stay),
          DROPSWEEP_SENTENCE(volumes_with_driver_options_stay)};
}

}  // namespace dropsweep::property
