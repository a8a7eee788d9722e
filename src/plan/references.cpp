#include "plan/references.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/reference_names.hpp"

namespace dropsweep {

namespace {

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

bool is_named(const image& it, const std::string& reference) {
  if (it.id == reference || it.id == "sha256:" + reference) return true;
  const auto same = [&](const foreign& mine) { return same_reference(mine.raw(), reference); };
  return std::ranges::any_of(it.tags, same) || std::ranges::any_of(it.digests, same);
}

void hold_named_images(holders& held, const std::vector<image>& images, const std::string& reference, const std::string& why) {
  for (const auto& one : images) {
    if (is_named(one, reference)) held.emplace(one.id, why);
  }
}

void hold_what_it_uses(references& held, const container& it, const survey& facts) {
  const auto why = "used by " + describe(it);
  held.images.emplace(it.image_id, why);
  for (const auto& one : it.mounts) {
    // The engine's own prune does not count these with the containerd store.
    if (one.type == mount::kind::image) hold_named_images(held.images, facts.images, one.source.raw(), why + " as a mount");
  }
  for (const auto& one : it.networks) {
    if (!one.id.empty()) held.networks.emplace(one.id, why);
    held.networks.emplace(one.name.raw(), why);
  }
}

}  // namespace

std::string describe(const container& it) { return fmt::format("container {} ({})", it.name, state_word(it.state)); }

references collect_references(const survey& facts, const std::set<object_id>& containers_that_go) {
  references held;
  for (const auto& one : facts.containers) {
    if (!containers_that_go.contains(one.id)) hold_what_it_uses(held, one, facts);
    for (const auto& at : one.mounts) {
      if (at.type == mount::kind::volume) held.volumes_before.emplace(at.source.raw(), "used by " + describe(one));
    }
  }
  for (const auto& reference : facts.swarm_images) {
    hold_named_images(held.images, facts.images, reference.raw(), "named by a swarm service (its current or previous spec)");
  }
  return held;
}

}  // namespace dropsweep
