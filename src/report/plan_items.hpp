// The items of a plan file, each checked before anything is believed.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/plan.hpp"
#include "report/plan_file.hpp"
#include "report/strict_json.hpp"

namespace dropsweep {

// Taken while the file is parsed: as a tree, those of a large host would be most of the memory of a run.
class plan_items {
 public:
  enum class purpose : bool { keep, remove };  // as the lists are called in the file

  explicit plan_items(plan_parts wanted) : wanted_(wanted) {}

  bool take(const std::vector<json_step>& path, const json& entry);  // an entry_taker

  // What was wrong with one of them first. Apart, so that what the file is at all can be told before.
  void complain() const;
  std::vector<item> of(std::size_t host, purpose what_for);  // once

 private:
  struct list {
    std::vector<item> items;
    std::set<std::pair<object_kind, std::string>> seen;
  };
  void add(std::size_t host, purpose what_for, std::size_t index, const json& entry);

  plan_parts wanted_;
  std::map<std::pair<std::size_t, purpose>, list> lists_;  // by host's index
  std::optional<malformed> wrong_;
};

}  // namespace dropsweep
