#include "survey/carry_over.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "model/plan.hpp"

namespace dropsweep {

namespace {

std::string_view key(const volume& it) { return it.name.raw(); }
template <class Object>
std::string_view key(const Object& it) {
  return it.id;
}

template <class Object>
void for_each_pair(const std::vector<Object>& before, std::vector<Object>& now, auto carry) {
  std::unordered_map<std::string_view, const Object*> old;
  for (const auto& it : before) old.emplace(key(it), &it);
  for (auto& it : now) {
    if (const auto found = old.find(key(it)); found != old.end()) carry(*found->second, it);
  }
}

// What two looks saw: in use for one of them is in use, and unused it is since the later of both. The second one's is what was
// read on the host meanwhile, where another run may have written.
sightings merged(const sightings& first, const sightings& second) {
  if (first == sightings{} || second == sightings{}) return first == sightings{} ? second : first;
  sightings both{.first = first.first && second.first ? std::min(first.first, second.first) : std::max(first.first, second.first),
                 .last_in_use = std::max(first.last_in_use, second.last_in_use),
                 .unused_since = {}};
  if (first.unused_since && second.unused_since) both.unused_since = std::max(first.unused_since, second.unused_since);
  return both;
}

}  // namespace

void carry_over(const survey& before, survey& to) {
  to.earlier = before.earlier;
  for_each_pair(before.containers, to.containers, [](const container& old, container& it) {
    it.memory_used = old.memory_used;
    it.memory_cache = old.memory_cache;
    it.memory_peak = old.memory_peak;
  });
  for_each_pair(before.images, to.images, [](const image& old, image& it) {
    if (!it.arrived) it.arrived = old.arrived;
    if (it.layer == old.layer) it.seen = merged(old.seen, it.seen);
  });
  for_each_pair(before.volumes, to.volumes, [](const volume& old, volume& it) {
    if (looks_of(it) == looks_of(old)) it.seen = merged(old.seen, it.seen);
  });
}

}  // namespace dropsweep
