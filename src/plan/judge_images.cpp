// Images. An image goes whole or not at all: a tag of an image in use is never taken off, though the engine's `prune -a` does it (kamal#270).
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "plan/judges.hpp"
#include "plan/last_use.hpp"
#include "model/reference_names.hpp"

namespace dropsweep {

namespace {

using images_by_id = std::map<object_id, const image*>;
using repositories = std::set<std::string, std::less<>>;

repositories repositories_of(const image& it) {
  repositories all;
  for (const auto& names : {it.tags, it.digests}) {
    for (const auto& one : names) all.emplace(repository_of(one.raw()));
  }
  return all;
}

// The latest sign of use of every image, in one walk over the containers.
std::map<object_id, last_use> uses_of_images(const survey& facts) {
  std::map<object_id, std::vector<container>> had;
  for (const auto& one : facts.containers) {
    container brief;
    brief.image_id = one.image_id;
    brief.created = one.created;
    brief.finished = one.finished;
    had[one.image_id].push_back(std::move(brief));
  }
  std::map<object_id, last_use> uses;
  for (const auto& one : facts.images) uses.emplace(one.id, last_use_of(one, had[one.id]));
  return uses;
}

// For every repository that has an image in use: the newest of its others, kept for a rollback.
holders rollback_images(const bench& given, const references& held, const std::map<object_id, last_use>& uses) {
  std::map<std::string, std::vector<const image*>, std::less<>> others;
  repositories in_use;
  for (const auto& one : given.facts.images) {
    const bool used = held.images.contains(one.id);
    for (const auto& repository : repositories_of(one)) {
      if (used) in_use.insert(repository);
      else others[repository].push_back(&one);
    }
  }
  holders kept;
  for (const auto& repository : in_use) {
    auto& candidates = others[repository];
    // What has no sign of use is kept anyway and takes no place.
    std::erase_if(candidates, [&](const image* one) { return !uses.at(one->id); });
    std::ranges::sort(candidates, [&](const image* a, const image* b) {
      const auto when_a = uses.at(a->id)->when, when_b = uses.at(b->id)->when;
      return when_a != when_b ? when_a > when_b : a->id < b->id;
    });
    candidates.resize(std::min<std::size_t>(candidates.size(), given.rules.keep_last));
    for (const auto* one : candidates) {
      kept.emplace(one->id, fmt::format("kept for a rollback of {} (keep-last {})", foreign(repository), given.rules.keep_last));
    }
  }
  return kept;
}

ruling judge_image(const bench& given, const references& held, const holders& rollback, const last_use& use, const image& it) {
  if (auto why = given.protects.of(it)) return {.reason = *why};
  if (const auto used = held.images.find(it.id); used != held.images.end()) return {.reason = used->second};
  if (const auto kept = rollback.find(it.id); kept != rollback.end()) return {.reason = kept->second};
  // As the engine counts it: an image without a tag is dangling, also when the digest that it was pulled by is still known
  // (that is what a moving tag leaves behind at every deploy).
  if (it.tags.empty()) return judge_by_age(given, use, given.rules.min_age, "dangling, ");
  if (given.rules.mode == sweep_mode::standard) return {.reason = "unused, but tagged: standard mode leaves it"};
  return judge_by_age(given, use, given.rules.older_than, "unused, ");
}

// The engine cannot delete a parent whose child stays.
void keep_parents(rulings& all, const images_by_id& by_id) {
  for (const auto& [id, its_ruling] : rulings(all)) {
    if (its_ruling.goes) continue;
    const auto child = by_id.at(id);
    for (auto parent = child->parent; !parent.empty();) {
      const auto found = all.find(parent);
      if (found == all.end()) break;
      if (found->second.goes) found->second = {.reason = fmt::format("parent of image {}, which stays", id.substr(7, 12))};
      parent = by_id.at(parent)->parent;
    }
  }
}

}  // namespace

rulings judge_images(const bench& given, const references& held) {
  const auto uses = uses_of_images(given.facts);
  const auto rollback = rollback_images(given, held, uses);
  rulings all;
  images_by_id by_id;
  for (const auto& one : given.facts.images) {
    all.emplace(one.id, judge_image(given, held, rollback, uses.at(one.id), one));
    by_id.emplace(one.id, &one);
  }
  keep_parents(all, by_id);
  return all;
}

}  // namespace dropsweep
