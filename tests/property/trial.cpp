#include "property/trial.hpp"

#include <algorithm>

namespace dropsweep::property {

namespace {

template <class Object, class Id>
std::vector<char> goes(const plan& made, object_kind kind, const std::vector<Object>& objects, Id id) {
  std::vector<char> all;
  all.reserve(objects.size());
  for (const auto& it : objects) {
    all.push_back(std::ranges::any_of(made.remove, [&](const item& one) { return one.kind == kind && one.id == id(it); }));
  }
  return all;
}

using names_of_images = std::vector<std::vector<read_name>>;  // tags and digests of each

bool holds(const names_of_images& names, std::size_t image, auto what) { return std::ranges::any_of(names[image], what); }

// Whether an id or a beginning of one, of at least the twelve digits that Docker shows, is this image's and no other's.
bool is_id_of(std::string_view reference, std::size_t image, const std::vector<struct image>& all) {
  if (reference.starts_with("sha256:")) reference.remove_prefix(7);
  if (reference.size() < 12) return false;
  const auto begins_so = [&](const struct image& it) { return std::string_view(it.id).substr(7).starts_with(reference); };
  return begins_so(all[image]) && std::ranges::count_if(all, begins_so) == 1;
}

bool means(const foreign& reference, const read_name& name, std::size_t image, const std::vector<struct image>& all,
           const names_of_images& names) {
  if (reference.empty()) return false;
  if (is_id_of(reference.raw(), image, all)) return true;
  const auto tagged_so = [&](const read_name& one) {
    return !one.tag.empty() && one.tag == name.tag && one.repository == name.repository;
  };
  if (holds(names, image, tagged_so)) return true;
  if (name.digest.empty()) return false;
  const auto pinned_so = [&](const read_name& one) { return one.digest == name.digest && one.repository == name.repository; };
  if (holds(names, image, pinned_so)) return true;
  // The digest under another repository's name: for who nobody else answers, of several the one with the lowest id.
  const auto same_digest = [&](const read_name& one) { return one.digest == name.digest; };
  if (!holds(names, image, same_digest)) return false;
  for (std::size_t other = 0; other < all.size(); ++other) {
    if (holds(names, other, pinned_so) || (all[other].id < all[image].id && holds(names, other, same_digest))) return false;
  }
  return true;
}

}  // namespace

trial::trial(const survey& seen, const policy& said, const plan& planned) : facts(seen), rules(said), made(planned) {
  const auto by_id = [](const auto& it) -> const object_id& { return it.id; };
  container_goes = goes(made, object_kind::container, facts.containers, by_id);
  image_goes = goes(made, object_kind::image, facts.images, by_id);
  network_goes = goes(made, object_kind::network, facts.networks, by_id);
  record_goes = goes(made, object_kind::build_cache, facts.cache, by_id);
  volume_goes = goes(made, object_kind::volume, facts.volumes, [](const volume& it) { return it.name.raw(); });

  for (const auto& it : facts.images) {
    auto& all = names.emplace_back();
    for (const auto& tag : it.tags) all.push_back(read(tag.raw()));
    for (const auto& digest : it.digests) all.push_back(read(digest.raw()));
  }
  const auto tie_whatever_means = [&](std::vector<tie>& to, const foreign& reference, tie how) {
    const auto name = read(reference.raw());
    for (std::size_t i = 0; i < to.size(); ++i) {
      if (means(reference, name, i, facts.images, names)) to[i] = std::max(to[i], how);
    }
  };
  for (const auto& it : facts.containers) {
    auto& of_this = ties.emplace_back(facts.images.size(), tie::none);
    tie_whatever_means(of_this, it.image_reference, tie::names);
    for (const auto& mount : it.mounts) {
      if (mount.type == mount::kind::image) tie_whatever_means(of_this, mount.source, tie::mounts);
    }
    for (std::size_t i = 0; i < of_this.size(); ++i) {
      if (facts.images[i].id == it.image_id) of_this[i] = tie::is_of;
    }
  }
  std::vector<tie> swarm(facts.images.size(), tie::none);
  for (const auto& reference : facts.swarm_images) tie_whatever_means(swarm, reference, tie::names);
  for (const auto how : swarm) in_swarm_spec.push_back(how != tie::none);
  transferred.resize(facts.images.size());
  for (const auto& one : facts.transfers) {
    std::vector<tie> meant(facts.images.size(), tie::none);
    tie_whatever_means(meant, one.image, tie::names);
    for (std::size_t i = 0; i < meant.size(); ++i) {
      if (meant[i] != tie::none) transferred[i] = later(transferred[i], trusted(one.when));
    }
  }
}

bool trial::container_uses(const container& it, const volume& one) const {
  return std::ranges::any_of(it.mounts, [&](const mount& each) {
    if (each.type == mount::kind::volume) return each.source == one.name;
    if (each.type != mount::kind::bind || facts.engine.root_dir.empty()) return false;
    const auto folder = facts.engine.root_dir + "/volumes/" + one.name.raw();
    return each.source.raw() == folder || each.source.raw().starts_with(folder + "/");
  });
}

bool trial::container_uses(const container& it, const network& one) const {
  return std::ranges::any_of(it.networks, [&](const network_use& use) { return use.id == one.id || use.name == one.name; });
}

bool trial::image_in_use(std::size_t image) const {
  for (std::size_t c = 0; c < ties.size(); ++c) {
    if (!container_goes[c] && ties[c][image] != tie::none) return true;
  }
  return in_swarm_spec[image];
}

bool trial::image_use_untold(std::size_t image) const {
  const auto& it = facts.images[image];
  const bool tagged = !it.tags.empty();
  return (facts.swarm_images_unseen && (tagged || !it.digests.empty())) ||
         (facts.transfers_unseen && !facts.engine.containerd_store && tagged);
}

moment trial::image_used(std::size_t image) const {
  auto last = used(facts.images[image]);
  for (std::size_t c = 0; c < ties.size(); ++c) {
    if (ties[c][image] >= tie::mounts) last = later(last, used(facts.containers[c]));
  }
  last = later(last, transferred[image]);
  if (!facts.has_ledger) return last;
  const auto& it = facts.images[image];
  last = later(last, trusted(it.seen.last_in_use));
  return used(it) || it.layer.empty() ? last : later(last, trusted(it.seen.first));
}

moment trial::volume_used(const volume& it) const {
  const auto created = trusted(it.created), unused = trusted(it.seen.unused_since);
  if (!facts.has_ledger || !created) return created;
  return unused ? later(created, unused) : std::nullopt;
}

moment trial::network_used(std::size_t network) const {
  auto last = used(facts.networks[network]);
  if (!last) return last;  // containers can only make it younger
  for (const auto& it : facts.containers) {
    if (container_uses(it, facts.networks[network])) last = later(last, used(it));
  }
  return last;
}

}  // namespace dropsweep::property
