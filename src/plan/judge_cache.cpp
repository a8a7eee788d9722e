// Build cache records of every type alike: package caches, frontends and the internal ones have a last use as well. A record goes
// only with everything that was built on it.
#include <map>

#include "plan/judges.hpp"
#include "plan/lineage.hpp"

namespace dropsweep {

namespace {

verdict judge(const inquiry& about, const cache_record& it) {
  if (it.in_use) return stays("in use by a build");
  return judge_by_age(about, object_kind::build_cache, it, last_use_of(it), "not in use");
}

parents_of parents_of_records(const std::vector<cache_record>& records) {
  std::map<std::string_view, std::size_t> by_id;
  for (std::size_t i = 0; i < records.size(); ++i) by_id.emplace(records[i].id, i);
  parents_of parents(records.size());
  for (std::size_t i = 0; i < records.size(); ++i) {
    for (const auto& id : records[i].parents) {
      if (const auto found = by_id.find(id); found != by_id.end()) parents[i].push_back(found->second);
    }
  }
  return parents;
}

}  // namespace

ordered_verdicts judge_cache(const inquiry& about) {
  const auto& records = about.facts.cache;
  verdicts all;
  all.reserve(records.size());
  for (const auto& it : records) all.push_back(judge(about, it));
  return children_first(std::move(all), parents_of_records(records),
                        [&](std::size_t i) { return fmt::format("record {}, which stays, was built on it", records[i].id); });
}

}  // namespace dropsweep
