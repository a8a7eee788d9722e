#include "plan/order.hpp"

#include <algorithm>

namespace dropsweep {

void order_children_first(std::vector<item>& items, const parents_of& parents) {
  std::map<object_id, std::size_t> at;
  for (std::size_t i = 0; i < items.size(); ++i) at.emplace(items[i].id, i);

  // Edges from a child to its parents, and how many children each still waits for.
  std::vector<std::vector<std::size_t>> parents_at(items.size());
  std::vector<std::size_t> waits_for(items.size(), 0);
  for (std::size_t child = 0; child < items.size(); ++child) {
    const auto known = parents.find(items[child].id);
    if (known == parents.end()) continue;
    for (const auto& parent : known->second) {
      const auto found = at.find(parent);
      if (found == at.end() || found->second == child) continue;
      parents_at[child].push_back(found->second);
      ++waits_for[found->second];
    }
  }

  std::vector<std::size_t> sequence;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (waits_for[i] == 0) sequence.push_back(i);
  }
  for (std::size_t done = 0; done < sequence.size(); ++done) {
    for (const auto parent : parents_at[sequence[done]]) {
      if (--waits_for[parent] == 0) sequence.push_back(parent);
    }
  }
  if (sequence.size() != items.size()) return;  // a cycle

  for (std::size_t child = 0; child < items.size(); ++child) {
    for (const auto parent : parents_at[child]) items[parent].after.push_back(items[child].id);
  }
  std::vector<item> ordered;
  ordered.reserve(items.size());
  for (const auto index : sequence) ordered.push_back(std::move(items[index]));
  items = std::move(ordered);
}

}  // namespace dropsweep
