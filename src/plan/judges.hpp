// One rule per kind of object: does it go, and why; or why it stays. The order of the questions is the order of what matters to a reader:
// what protects it, who uses it, whether the mode takes this kind at all, and last its age.
#pragma once

#include <map>
#include <set>
#include <string>

#include "model/plan.hpp"
#include "plan/last_use.hpp"
#include "plan/protection.hpp"
#include "plan/references.hpp"

namespace dropsweep {

struct ruling {
  bool goes = false;
  std::string reason;
};

using rulings = std::map<object_id, ruling>;  // by id; volumes by name

// What every judge is given.
struct bench {
  const survey& facts;
  const policy& rules;
  protection protects;
};

rulings judge_containers(const bench& given);
rulings judge_images(const bench& given, const references& held);
rulings judge_cache(const bench& given);
rulings judge_volumes(const bench& given, const references& held);
rulings judge_networks(const bench& given, const references& held);

// The age rule as a ruling.
ruling judge_by_age(const bench& given, const last_use& sign, span line, std::string_view prefix);

}  // namespace dropsweep
