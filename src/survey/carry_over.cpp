#include "survey/carry_over.hpp"

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
    if (it.layer == old.layer) it.seen = old.seen;
  });
  for_each_pair(before.volumes, to.volumes, [](const volume& old, volume& it) {
    if (looks_of(it) == looks_of(old)) it.seen = old.seen;
  });
}

}  // namespace dropsweep
