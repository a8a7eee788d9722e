// What something uses stays.
#include "property/invariants.hpp"

#include <algorithm>

namespace dropsweep::property {

namespace {

complaint image_tied_so_goes(const trial& t, tie how) {
  for (std::size_t c = 0; c < t.facts.containers.size(); ++c) {
    for (std::size_t i = 0; i < t.facts.images.size(); ++i) {
      if (!t.container_goes[c] && t.image_goes[i] && t.ties[c][i] == how)
        return t.facts.images[i].id + " goes; " + t.facts.containers[c].name.raw() + " stays";
    }
  }
  return std::nullopt;
}

complaint the_image_that_a_kept_container_was_made_from_stays(const trial& t) { return image_tied_so_goes(t, tie::is_of); }
complaint the_image_that_a_kept_container_mounts_stays(const trial& t) { return image_tied_so_goes(t, tie::mounts); }
complaint the_image_that_a_kept_container_names_stays(const trial& t) { return image_tied_so_goes(t, tie::names); }

complaint the_images_of_swarm_services_stay(const trial& t) {
  for (std::size_t i = 0; i < t.facts.images.size(); ++i) {
    if (t.in_swarm_spec[i] && t.image_goes[i]) return t.facts.images[i].id + " goes";
  }
  return std::nullopt;
}

complaint images_of_which_the_host_did_not_tell_all_use_stay(const trial& t) {
  for (std::size_t i = 0; i < t.facts.images.size(); ++i) {
    if (t.image_use_untold(i) && t.image_goes[i]) return t.facts.images[i].id + " goes";
  }
  return std::nullopt;
}

complaint every_tag_of_an_image_in_use_stays(const trial& t) {
  for (std::size_t i = 0; i < t.facts.images.size(); ++i) {
    if (!t.image_in_use(i)) continue;
    for (const auto& tag : t.facts.images[i].tags) {
      for (const auto& one : t.made.remove) {
        if (std::ranges::contains(one.tags, tag)) return tag.raw() + " is in use and goes";
      }
    }
  }
  return std::nullopt;
}

complaint kept_containers_keep_their_networks(const trial& t) {
  return none_goes(t.facts.networks, t.network_goes, [&](const network& it) {
    for (std::size_t c = 0; c < t.facts.containers.size(); ++c) {
      if (!t.container_goes[c] && t.container_uses(t.facts.containers[c], it)) return true;
    }
    return false;
  });
}

complaint networks_with_something_attached_stay(const trial& t) {
  return none_goes(t.facts.networks, t.network_goes, [](const network& it) { return !it.attached.empty(); });
}

complaint volumes_that_any_container_used_before_the_sweep_stay(const trial& t) {
  return none_goes(t.facts.volumes, t.volume_goes, [&](const volume& it) {
    return std::ranges::any_of(t.facts.containers, [&](const container& one) { return t.container_uses(one, it); });
  });
}

complaint build_cache_in_use_stays(const trial& t) {
  return none_goes(t.facts.cache, t.record_goes, [](const cache_record& it) { return it.in_use; });
}

}  // namespace

std::vector<invariant> invariants_of_use() {
  return {DROPSWEEP_SENTENCE(the_image_that_a_kept_container_was_made_from_stays),
          DROPSWEEP_SENTENCE(the_image_that_a_kept_container_mounts_stays),
          DROPSWEEP_SENTENCE(the_image_that_a_kept_container_names_stays),
          DROPSWEEP_SENTENCE(the_images_of_swarm_services_stay),
          DROPSWEEP_SENTENCE(images_of_which_the_host_did_not_tell_all_use_stay),
          DROPSWEEP_SENTENCE(every_tag_of_an_image_in_use_stays),
          DROPSWEEP_SENTENCE(kept_containers_keep_their_networks),
          DROPSWEEP_SENTENCE(networks_with_something_attached_stay),
          DROPSWEEP_SENTENCE(volumes_that_any_container_used_before_the_sweep_stay),
          DROPSWEEP_SENTENCE(build_cache_in_use_stays)};
}

}  // namespace dropsweep::property
