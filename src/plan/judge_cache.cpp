// Build cache records of every type alike: package caches, frontends and the internal ones have a last use as well. A record goes
// only with everything that was built on it.
#include <span>

#include "plan/judges.hpp"
#include "plan/lineage.hpp"

namespace dropsweep {

namespace {

verdict judge(const inquiry& about, const cache_record& it) {
  if (it.in_use) return stays("in use by a build");
  return judge_by_age(about, object_kind::build_cache, it, last_use_of(it), "not in use");
}

}  // namespace

ordered_verdicts judge_cache(const inquiry& about) {
  const auto& records = about.facts.cache;
  verdicts all;
  all.reserve(records.size());
  for (const auto& it : records) all.push_back(judge(about, it));
  return children_first(std::move(all), find_parents(records, [](const cache_record& it) { return std::span(it.parents); }),
                        [&](std::size_t i) { return fmt::format("record {}, which stays, was built on it", records[i].id); });
}

}  // namespace dropsweep
