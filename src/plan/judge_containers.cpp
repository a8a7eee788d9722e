// A container that joins another one's network, processes or IPC cannot start again without it, and the engine would let that one
// go all the same: it is what a parent is among images.
#include <span>

#include "plan/judges.hpp"
#include "plan/lineage.hpp"
#include "plan/protection.hpp"

namespace dropsweep {

namespace {

verdict judge(const inquiry& about, const container& it) {
  using enum container_state;
  if (runs(it)) return stays(std::string(state_word(it.state)));
  if (it.state == removing) return stays("being removed already");
  if (auto why = protection_of(it, about.rules)) return stays(std::move(*why));

  // Between `create` and `start` lies a moment in every deploy, and some tools create today what they start tomorrow.
  if (it.state == created && about.rules.mode == sweep_mode::standard)
    return stays("created and never started: perhaps about to be");

  const auto what = it.state == created ? "never started" : state_word(it.state);
  return judge_by_age(about, object_kind::container, it, last_use_of(it), what);
}

}  // namespace

ordered_verdicts judge_containers(const inquiry& about) {
  const auto& containers = about.facts.containers;
  verdicts all;
  all.reserve(containers.size());
  for (const auto& it : containers) all.push_back(judge(about, it));
  return children_first(std::move(all), find_parents(containers, [](const container& it) { return std::span(it.joins); }),
                        [&](std::size_t i) {
                          return fmt::format("joined by container {} ({}), which cannot start without it", containers[i].name,
                                             state_word(containers[i].state));
                        });
}

}  // namespace dropsweep
