// Two walks, each over every bond once. First from all that stays up to its ancestors, which stay with it. Then what goes is put
// in order by taking away, again and again, what has no child left (Kahn's way); what can never be taken away lies on a circle or
// above one.
#include "plan/lineage.hpp"

#include <queue>

namespace dropsweep {

namespace {

void keep_ancestors(verdicts& of, const parents_of& parents, const std::function<std::string(std::size_t)>& reason) {
  std::vector<std::size_t> to_visit;
  for (std::size_t i = 0; i < of.size(); ++i) {
    if (!of[i].goes) to_visit.push_back(i);
  }
  while (!to_visit.empty()) {
    const auto child = to_visit.back();
    to_visit.pop_back();
    for (const auto parent : parents[child]) {
      if (!of[parent].goes) continue;
      of[parent] = stays(reason(child));
      to_visit.push_back(parent);
    }
  }
}

}  // namespace

ordered_verdicts children_first(verdicts answers, const parents_of& parents,
                                const std::function<std::string(std::size_t)>& reason) {
  keep_ancestors(answers, parents, reason);
  ordered_verdicts all{.of = std::move(answers), .going = {}, .children = std::vector<std::vector<std::size_t>>(parents.size())};

  std::vector<std::size_t> waits_for(parents.size());
  for (std::size_t child = 0; child < parents.size(); ++child) {
    if (!all.of[child].goes) continue;
    for (const auto parent : parents[child]) {
      all.children[parent].push_back(child);
      ++waits_for[parent];
    }
  }
  using by_age = std::pair<instant, std::size_t>;  // of the same age: as they stand in the list
  std::priority_queue<by_age, std::vector<by_age>, std::greater<>> free;
  for (std::size_t i = 0; i < parents.size(); ++i) {
    if (all.of[i].goes && waits_for[i] == 0) free.emplace(all.of[i].last_used, i);
  }
  std::vector<bool> placed(parents.size());
  while (!free.empty()) {
    const auto next = free.top().second;
    free.pop();
    all.going.push_back(next);
    placed[next] = true;
    for (const auto parent : parents[next]) {
      if (--waits_for[parent] == 0 && all.of[parent].goes) free.emplace(all.of[parent].last_used, parent);
    }
  }
  for (std::size_t i = 0; i < parents.size(); ++i) {
    if (all.of[i].goes && !placed[i]) all.of[i] = stays("its parents lead back to itself");
  }
  return all;
}

}  // namespace dropsweep
