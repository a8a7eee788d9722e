#include "plan/judges.hpp"
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

verdicts judge_containers(const inquiry& about) {
  verdicts all;
  all.reserve(about.facts.containers.size());
  for (const auto& it : about.facts.containers) all.push_back(judge(about, it));
  return all;
}

}  // namespace dropsweep
