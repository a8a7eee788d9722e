// How the tests of plan/ ask: what goes, and why something stays.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "fakes/survey_builder.hpp"
#include "plan/make_plan.hpp"

namespace dropsweep::fakes {

using names = std::vector<std::string>;

// What goes, by name, in its order.
inline names going(const plan& made) {
  names all;
  for (const auto& one : made.remove) all.push_back(one.name.raw());
  return all;
}

inline std::string reason(const plan& made, std::string_view name) {
  for (const auto* items : {&made.remove, &made.keep}) {
    for (const auto& one : *items) {
      if (one.name.raw() == name || one.id == name) return one.reason;
    }
  }
  return "not in the plan at all";
}

inline policy standard() { return default_policy(sweep_mode::standard); }
inline policy aggressive() { return default_policy(sweep_mode::aggressive); }
inline policy full() { return default_policy(sweep_mode::full); }

inline policy keeping(policy rules, keep_rule::subject what, std::string pattern, std::optional<std::string> value = {}) {
  rules.keep.push_back({.what = what, .pattern = pattern, .value = std::move(value), .as_given = "the line " + pattern});
  return rules;
}

inline const auto every_mode = {sweep_mode::standard, sweep_mode::aggressive, sweep_mode::full};

}  // namespace dropsweep::fakes
