// Volumes hold what cannot be built or pulled again. They are judged against the containers as they were before the sweep: one
// that goes now still keeps its volumes. Where a ledger can be kept, two runs must have seen a volume unused, the age line apart.
#include "plan/judges.hpp"
#include "plan/protection.hpp"

namespace dropsweep {

namespace {

verdict judge(const inquiry& about, const volume& it, const claims& users) {
  if (auto why = use_before_sweep(users, about.facts)) return stays(std::move(*why));
  if (auto why = protection_of(it, about.rules)) return stays(std::move(*why));
  if (it.driver != "local") return stays(fmt::format("its driver is {}, not local", visible(it.driver)));
  if (it.driver_options) return stays("it has driver options: its data may lie elsewhere");
  if (about.rules.volumes == volume_scope::none) return stays("volumes are not swept (volumes: none)");
  if (about.rules.volumes != volume_scope::named && !it.anonymous) return stays("named volumes go only with volumes: named");
  const auto what = it.anonymous ? "anonymous, unused" : "unused";
  if (about.facts.ledger_unread && !it.seen.unused_since)
    return stays(fmt::format("{}, but since when is unknown: what earlier runs saw could not be read", what));
  if (about.facts.has_ledger && !it.seen.unused_since)
    return stays(fmt::format("{}, but no earlier run has seen it so: it may go in one that is {} later", what,
                             format_span(std::max(about.rules.older_than, about.rules.min_age))));
  return judge_by_age(about, object_kind::volume, it, last_use_of(it, about.facts.has_ledger), what);
}

}  // namespace

verdicts judge_volumes(const inquiry& about) {
  verdicts all;
  const auto& volumes = about.facts.volumes;
  all.reserve(volumes.size());
  for (std::size_t i = 0; i < volumes.size(); ++i) all.push_back(judge(about, volumes[i], about.uses.of_volume[i]));
  return all;
}

}  // namespace dropsweep
