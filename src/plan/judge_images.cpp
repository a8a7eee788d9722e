// An image goes whole, with all of its tags, or not at all.
#include <algorithm>
#include <span>

#include "plan/judges.hpp"
#include "plan/keep_last.hpp"
#include "plan/lineage.hpp"
#include "plan/protection.hpp"

namespace dropsweep {

namespace {

std::optional<std::string> in_use(const inquiry& about, std::size_t i, const verdicts& containers) {
  if (auto why = kept_by_use(about.uses.of_image[i], about.facts, containers)) return why;
  if (about.uses.in_swarm_spec[i]) return "named by a swarm service (its current or previous spec)";
  return std::nullopt;
}

// Nothing that was seen uses it, and yet nobody can say that it is unused: what would tell did not answer.
std::optional<std::string_view> untold_use(const survey& facts, const image& it) {
  // A node that is no manager, or a swarm without a leader. Specs name images by digest too.
  if (facts.swarm_images_unseen && !(it.tags.empty() && it.digests.empty()))
    return "unused here, but unknown whether a swarm service names it: the swarm did not say";
  // The containerd store moves LastTagTime with every pull; elsewhere one that brought nothing new shows in an event alone.
  if (facts.transfers_unseen && !facts.engine.containerd_store && !it.tags.empty())
    return "unused, but unknown when it was last used: the engine did not tell of pulls";
  return std::nullopt;
}

verdict judge_unused(const inquiry& about, const image& it, const last_use& sign) {
  if (!it.tags.empty() && about.rules.mode == sweep_mode::standard) return stays("unused, but tagged: standard mode leaves it");
  if (const auto why = untold_use(about.facts, it)) return stays(std::string(*why));
  // Dangling is what Docker calls so: no tag, with a digest or without (moby's image list and prune both look for a tag only). A
  // deploy that pulls a moving tag leaves the image before it just so, with its digest.
  if (it.tags.empty()) return judge_by_age(about, object_kind::image, it, sign, "dangling", age_line::min_age);
  return judge_by_age(about, object_kind::image, it, sign, "unused");
}

std::vector<foreign> names_in_use(const survey& facts, const verdicts& containers) {
  std::vector<foreign> names = facts.swarm_images;
  for (std::size_t c = 0; c < containers.size(); ++c) {
    if (!containers[c].goes) names.push_back(facts.containers[c].image_reference);
  }
  return names;
}

}  // namespace

ordered_verdicts judge_images(const inquiry& about, const verdicts& containers) {
  const auto& images = about.facts.images;
  verdicts all(images.size());
  std::vector<bool> used(images.size());
  std::vector<last_use> signs(images.size());

  for (std::size_t i = 0; i < images.size(); ++i) {
    signs[i] = last_use_of_image(i, about.uses, about.facts);
    if (auto why = in_use(about, i, containers)) {
      used[i] = true;
      all[i] = stays(std::move(*why));
    } else if (auto kept = protection_of(images[i], about.rules)) {
      all[i] = stays(std::move(*kept));
    } else {
      all[i] = judge_unused(about, images[i], signs[i]);
    }
  }

  const auto kept_for = kept_for_rollback({.images = images,
                                           .in_use = used,
                                           .last_use = signs,
                                           .names_in_use = names_in_use(about.facts, containers),
                                           .keep_last = about.rules.keep_last});
  for (std::size_t i = 0; i < images.size(); ++i) {
    if (!all[i].goes || kept_for[i].empty()) continue;
    all[i] = stays(fmt::format("kept for a rollback of {} (keep-last {})", visible(kept_for[i]), about.rules.keep_last));
  }

  return children_first(std::move(all), find_parents(images, [](const image& it) { return std::span(&it.parent, 1); }),
                        [&](std::size_t i) { return fmt::format("parent of image {}, which stays", item_of(images[i]).name); });
}

}  // namespace dropsweep
