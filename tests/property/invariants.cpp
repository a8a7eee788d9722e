#include "property/invariants.hpp"

#include <algorithm>
#include <iterator>

#include "plan/make_plan.hpp"

namespace dropsweep::property {

namespace {

template <class T>
std::vector<T> together(std::initializer_list<std::vector<T>> groups) {
  std::vector<T> all;
  for (const auto& group : groups) std::ranges::copy(group, std::back_inserter(all));
  for (auto& one : all) std::ranges::replace(one.sentence, '_', ' ');
  return all;
}

}  // namespace

const std::vector<invariant>& invariants() {
  static const auto all = together({invariants_of_items(), invariants_of_order(), invariants_of_kinds(), invariants_of_use(),
                                    invariants_of_protection(), invariants_of_age()});
  return all;
}

const std::vector<invariant>& invariants_of_whole_plans() {
  static const auto all = together({invariants_of_keep_last(), invariants_of_going()});
  return all;
}

const std::vector<comparison>& comparisons() {
  static const auto all = together({comparisons_of_protection(), comparisons_of_narrowing()});
  return all;
}

std::optional<finding> first_broken(const example& one, std::string_view only) {
  const auto made = make_plan(one.facts, one.rules);
  const trial t(one.facts, one.rules, made);
  for (const auto* group : {&invariants(), &invariants_of_whole_plans()}) {
    for (const auto& each : *group) {
      if (!only.empty() && only != each.sentence) continue;
      if (auto saw = each.check(t)) return finding{each.sentence, std::move(*saw)};
    }
  }
  const auto& compare = comparisons();
  for (std::size_t i = 0; i < compare.size(); ++i) {
    if (only.empty() ? i != one.salt % compare.size() : only != compare[i].sentence) continue;
    if (auto saw = compare[i].check(one, made)) return finding{compare[i].sentence, std::move(*saw)};
  }
  return std::nullopt;
}

}  // namespace dropsweep::property
