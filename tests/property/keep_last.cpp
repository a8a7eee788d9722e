// keep-last, by counting: an image stays when fewer than that many others of its repository are newer.
#include <algorithm>
#include <tuple>

#include "property/invariants.hpp"

namespace dropsweep::property {

namespace {

bool in_repository(const trial& t, std::size_t image, const std::string& repository) {
  return std::ranges::any_of(t.names[image],
                             [&](const read_name& name) { return !name.tag.empty() && name.repository == repository; });
}

// By an image in use, or by the name alone that a kept container or a service was made from.
bool repository_in_use(const trial& t, const std::string& repository) {
  const auto its = [&](const read_name& name) { return name.repository == repository; };
  const auto named = [&](const foreign& reference) { return its(read(reference.raw())); };
  for (std::size_t i = 0; i < t.facts.images.size(); ++i) {
    if (std::ranges::any_of(t.names[i], its) && t.image_in_use(i)) return true;
  }
  for (std::size_t c = 0; c < t.facts.containers.size(); ++c) {
    if (!t.container_goes[c] && named(t.facts.containers[c].image_reference)) return true;
  }
  return std::ranges::any_of(t.facts.swarm_images, named);
}

bool newer(const trial& t, std::size_t a, std::size_t b) {
  const auto key = [&](std::size_t i) { return std::tuple(t.image_used(i), t.facts.images[i].created, t.facts.images[i].id); };
  return key(a) > key(b);
}

complaint keep_last_keeps_the_newest_others_of_each_repository_in_use(const trial& t) {
  for (std::size_t i = 0; i < t.facts.images.size(); ++i) {
    if (t.image_goes[i] && t.kept_for_rollback(i)) return t.facts.images[i].id + " goes";
  }
  return std::nullopt;
}

}  // namespace

bool trial::kept_for_rollback(std::size_t image) const {
  if (rules.keep_last == 0 || image_in_use(image) || !image_used(image)) return false;
  return std::ranges::any_of(names[image], [&](const read_name& name) {
    if (name.tag.empty() || !repository_in_use(*this, name.repository)) return false;
    std::size_t others_newer = 0;
    for (std::size_t i = 0; i < facts.images.size(); ++i) {
      others_newer += in_repository(*this, i, name.repository) && !image_in_use(i) && image_used(i) && newer(*this, i, image);
    }
    return others_newer < rules.keep_last;
  });
}

std::vector<invariant> invariants_of_keep_last() {
  return {DROPSWEEP_SENTENCE(keep_last_keeps_the_newest_others_of_each_repository_in_use)};
}

}  // namespace dropsweep::property
