#include "plan/references.hpp"

#include <algorithm>
#include <iterator>

#include "plan/image_index.hpp"

namespace dropsweep {

namespace {

using indexes = std::vector<std::size_t>;

void refer_to_images(const survey& facts, references& all) {
  const image_index images(facts.images);
  for (std::size_t c = 0; c < facts.containers.size(); ++c) {
    const auto& it = facts.containers[c];
    indexes had = images.meant_by(it.image_id);
    for (const auto& mount : it.mounts) {
      if (mount.type == mount::kind::image) std::ranges::copy(images.meant_by(mount.source.raw()), std::back_inserter(had));
    }
    std::ranges::sort(had);
    had.erase(std::ranges::unique(had).begin(), had.end());
    for (const auto i : had) all.of_image[i].push_back({.container = c});
    // The next `compose up` makes the container from what the name means by then: somebody may have pulled it for just that.
    for (const auto i : images.meant_by(it.image_reference.raw())) {
      if (!std::ranges::binary_search(had, i)) all.of_image[i].push_back({.container = c, .what = claim::kind::names});
    }
  }
  for (const auto& reference : facts.swarm_images) {
    for (const auto i : images.meant_by(reference.raw())) all.in_swarm_spec[i] = true;
  }
  for (const auto& one : facts.transfers) {
    for (const auto i : images.meant_by(one.image.raw())) {
      all.last_transferred[i] = std::max(all.last_transferred[i], std::optional(one.when));
    }
  }
}

// "/var/lib/docker/volumes/NAME/_data" mounted by its path uses the volume as well; "" when the path is none of those.
std::string_view volume_at(std::string_view path, std::string_view root_dir) {
  if (root_dir.empty() || !path.starts_with(root_dir)) return "";
  path.remove_prefix(root_dir.size());
  constexpr std::string_view folder = "/volumes/";
  if (!path.starts_with(folder)) return "";
  path.remove_prefix(folder.size());
  return path.substr(0, path.find('/'));
}

void refer_to_volumes(const survey& facts, references& all) {
  std::unordered_map<std::string_view, std::size_t> volumes;
  for (std::size_t v = 0; v < facts.volumes.size(); ++v) volumes.emplace(facts.volumes[v].name.raw(), v);

  for (std::size_t c = 0; c < facts.containers.size(); ++c) {
    for (const auto& mount : facts.containers[c].mounts) {
      std::string_view name;
      if (mount.type == mount::kind::volume) name = mount.source.raw();
      if (mount.type == mount::kind::bind) name = volume_at(mount.source.raw(), facts.engine.root_dir);
      const auto found = volumes.find(name);
      if (found != volumes.end()) all.of_volume[found->second].push_back({.container = c});
    }
  }
}

void refer_to_networks(const survey& facts, references& all) {
  std::unordered_map<std::string_view, std::size_t> networks;
  for (std::size_t n = 0; n < facts.networks.size(); ++n) networks.emplace(facts.networks[n].id, n);

  for (std::size_t c = 0; c < facts.containers.size(); ++c) {
    for (const auto& use : facts.containers[c].networks) {
      if (const auto found = networks.find(use.id); found != networks.end())
        all.of_network[found->second].push_back({.container = c});
      all.of_network_name[use.name.raw()].push_back({.container = c});
    }
  }
}

std::string use_phrase(const claim& one, const container& by) {
  return one.what == claim::kind::has ? fmt::format("used by container {} ({})", by.name, state_word(by.state))
                                      : fmt::format("used by container {} ({}) by name only", by.name, state_word(by.state));
}

template <class Counts>
std::optional<std::string> best_use(const claims& all, const survey& facts, Counts counts) {
  const claim* best = nullptr;
  // A running container that has it convinces more than a stopped one, or one that only names it.
  const auto weight = [&](const claim& one) {
    return 2 * (one.what == claim::kind::has) + runs(facts.containers[one.container]);
  };
  for (const auto& one : all) {
    if (counts(one) && (best == nullptr || weight(one) > weight(*best))) best = &one;
  }
  if (best == nullptr) return std::nullopt;
  return use_phrase(*best, facts.containers[best->container]);
}

}  // namespace

references::references(const survey& facts)
    : of_image(facts.images.size()),
      of_volume(facts.volumes.size()),
      of_network(facts.networks.size()),
      in_swarm_spec(facts.images.size()),
      last_transferred(facts.images.size()) {
  refer_to_images(facts, *this);
  refer_to_volumes(facts, *this);
  refer_to_networks(facts, *this);
}

std::optional<std::string> kept_by_use(const claims& all, const survey& facts, const verdicts& containers) {
  return best_use(all, facts, [&](const claim& one) { return !containers[one.container].goes; });
}

std::optional<std::string> use_before_sweep(const claims& all, const survey& facts) {
  return best_use(all, facts, [](const claim&) { return true; });
}

last_use last_use_by(const claims& all, const survey& facts) {
  last_use last;
  for (const auto& one : all) {
    if (one.what == claim::kind::has) last = later(last, last_use_of(facts.containers[one.container]));
  }
  if (last) last->what = "last used by a container";
  return last;
}

last_use last_use_of_image(std::size_t index, const references& uses, const survey& facts) {
  const auto& it = facts.images[index];
  const auto own = last_use_of(it);
  auto last = later(own, last_use_by(uses.of_image[index], facts));
  last = later(last, sign_at(uses.last_transferred[index], "last pulled"));
  if (!facts.has_ledger) return last;
  last = later(last, sign_at(it.seen.last_in_use, "last seen in use"));
  const bool is_the_one_seen = !it.layer.empty();
  return own || !is_the_one_seen ? last : later(last, sign_at(it.seen.first, "first seen"));
}

std::string_view state_word(container_state state) {
  switch (state) {
    case container_state::created: return "created";
    case container_state::running: return "running";
    case container_state::paused: return "paused";
    case container_state::restarting: return "restarting";
    case container_state::removing: return "being removed";
    case container_state::exited: return "stopped";
    case container_state::dead: return "dead";
  }
  return "";
}

}  // namespace dropsweep
