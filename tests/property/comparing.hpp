// Plans beside plans.
#pragma once

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "property/invariants.hpp"

namespace dropsweep::property {

using things = std::set<std::pair<object_kind, object_id>>;

inline things removed(const plan& made) {
  things all;
  for (const auto& one : made.remove) all.emplace(one.kind, one.id);
  return all;
}

// The first of `second` that `first` lacks.
inline complaint more_in(const things& first, const things& second) {
  for (const auto& one : second) {
    if (!first.contains(one)) return one.second;
  }
  return std::nullopt;
}

// What goes, in its order and with all that the plan says about it.
inline complaint differs(const plan& a, const plan& b) {
  const auto parts = [](const item& one) {
    return std::tie(one.kind, one.id, one.name, one.tags, one.size, one.looks, one.after, one.reason);
  };
  const auto same = [&](const item& x, const item& y) { return parts(x) == parts(y); };
  const auto [first, second] = std::ranges::mismatch(a.remove, b.remove, same);
  if (first == a.remove.end() && second == b.remove.end()) return std::nullopt;
  return (first != a.remove.end() ? first : second)->id;
}

}  // namespace dropsweep::property
