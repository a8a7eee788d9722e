// Parents and children, of images, build cache records and containers that join one another alike: a parent can go only after all
// of its children, so that it stays when one of them stays.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plan/judges.hpp"

namespace dropsweep {

using parents_of = std::vector<std::vector<std::size_t>>;  // indexes, per object

// `ids_of`: the ids of one object's parents; those that are not among the objects are left out.
template <class Object, class Ids>
parents_of find_parents(const std::vector<Object>& objects, Ids ids_of) {
  std::map<std::string_view, std::size_t> by_id;
  for (std::size_t i = 0; i < objects.size(); ++i) by_id.emplace(objects[i].id, i);
  parents_of parents(objects.size());
  for (std::size_t i = 0; i < objects.size(); ++i) {
    for (const auto& id : ids_of(objects[i])) {
      if (const auto found = by_id.find(id); found != by_id.end()) parents[i].push_back(found->second);
    }
  }
  return parents;
}

// Turns `answers` about: parents of what stays stay as well, and what is its own ancestor (no honest engine says so). Those left
// go children first, else what was unused longest. `reason` of a parent, given its child that stays.
ordered_verdicts children_first(verdicts answers, const parents_of& parents,
                                const std::function<std::string(std::size_t)>& reason);

}  // namespace dropsweep
