#include "plan/keep_last.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "model/reference_names.hpp"

namespace dropsweep {

namespace {

// By digest too: a moving tag leaves the image of a running container with its digest as the only name.
std::set<std::string> repositories_in_use(const rollback_question& about) {
  std::set<std::string> used;
  const auto add = [&](const foreign& name) { used.insert(parse_image_name(name.raw()).repository); };
  std::ranges::for_each(about.names_in_use, add);
  for (std::size_t i = 0; i < about.images.size(); ++i) {
    if (!about.in_use[i]) continue;
    std::ranges::for_each(about.images[i].tags, add);
    std::ranges::for_each(about.images[i].digests, add);
  }
  return used;
}

}  // namespace

std::vector<std::string> kept_for_rollback(const rollback_question& about) {
  std::vector<std::string> kept_for(about.images.size());
  if (about.keep_last == 0) return kept_for;

  const auto used = repositories_in_use(about);
  std::map<std::string, std::vector<std::size_t>> others;
  for (std::size_t i = 0; i < about.images.size(); ++i) {
    if (about.in_use[i] || !about.last_use[i]) continue;
    std::set<std::string> of_one;  // several tags in one repository count once
    for (const auto& tag : about.images[i].tags) of_one.insert(parse_image_name(tag.raw()).repository);
    for (const auto& repository : of_one) {
      if (used.contains(repository)) others[repository].push_back(i);
    }
  }

  const auto newness = [&](std::size_t i) {
    return std::tie(about.last_use[i]->when, about.images[i].created, about.images[i].id);
  };
  for (auto& [repository, candidates] : others) {
    std::ranges::sort(candidates, std::ranges::greater{}, newness);
    candidates.resize(std::min<std::size_t>(candidates.size(), about.keep_last));
    for (const auto i : candidates) kept_for[i] = repository;
  }
  return kept_for;
}

}  // namespace dropsweep
