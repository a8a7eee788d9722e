// What must be true of any plan. Each is a function whose name is the sentence.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "property/example.hpp"
#include "property/trial.hpp"

namespace dropsweep::property {

// Of one plan and what it was made from.
struct invariant {
  std::string sentence;
  complaint (*check)(const trial&);
};

// Of several plans that differ in one thing.
struct comparison {
  std::string sentence;
  complaint (*check)(const example&, const plan& made);
};

// What must stay: true of narrowed plans as well.
const std::vector<invariant>& invariants();
// What must go, and which keep-last keeps: of whole plans only, since a narrowed one keeps more.
const std::vector<invariant>& invariants_of_whole_plans();
const std::vector<comparison>& comparisons();

struct finding {
  std::string sentence, saw;
};

// The first sentence that is not true of this example. All invariants are asked and one comparison, in turn by the salt; or, when
// `only` is given, that sentence alone.
std::optional<finding> first_broken(const example& one, std::string_view only = {});

#define DROPSWEEP_SENTENCE(function) {#function, function}

// The groups, a file each.
std::vector<invariant> invariants_of_use();
std::vector<invariant> invariants_of_protection();
std::vector<invariant> invariants_of_age();
std::vector<invariant> invariants_of_kinds();
std::vector<invariant> invariants_of_order();
std::vector<invariant> invariants_of_items();
std::vector<invariant> invariants_of_going();
std::vector<invariant> invariants_of_keep_last();
std::vector<comparison> comparisons_of_protection();
std::vector<comparison> comparisons_of_narrowing();

// Complains about the first object that goes and about which `wrong` is true.
template <class Object>
complaint none_goes(const std::vector<Object>& objects, const std::vector<char>& goes, auto wrong) {
  for (std::size_t i = 0; i < objects.size(); ++i) {
    if (!goes[i] || !wrong(objects[i])) continue;
    if constexpr (requires { objects[i].name; })
      return objects[i].name.raw() + " goes";
    else
      return objects[i].id + " goes";
  }
  return std::nullopt;
}

}  // namespace dropsweep::property
