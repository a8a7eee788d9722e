// Build cache records. A record goes only with everything that was built on it.
#include <fmt/format.h>

#include "plan/judges.hpp"
#include "plan/last_use.hpp"

namespace dropsweep {

namespace {

ruling judge_record(const bench& given, const cache_record& it) {
  if (it.in_use) return {.reason = "in use by a build"};
  return judge_by_age(given, last_use_of(it), given.rules.older_than, "");
}

// What stays keeps what it was built on; each record is visited once.
void keep_parents(rulings& all, const std::vector<cache_record>& records) {
  std::map<object_id, const cache_record*> by_id;
  std::vector<const cache_record*> open;
  for (const auto& one : records) {
    by_id.emplace(one.id, &one);
    if (!all.at(one.id).goes) open.push_back(&one);
  }
  while (!open.empty()) {
    const auto* child = open.back();
    open.pop_back();
    for (const auto& parent : child->parents) {
      const auto found = all.find(parent);
      if (found == all.end() || !found->second.goes) continue;
      found->second = {.reason = fmt::format("record {}, which stays, was built on it", child->id)};
      open.push_back(by_id.at(parent));
    }
  }
}

}  // namespace

rulings judge_cache(const bench& given) {
  rulings all;
  for (const auto& one : given.facts.cache) all.emplace(one.id, judge_record(given, one));
  keep_parents(all, given.facts.cache);
  return all;
}

}  // namespace dropsweep
