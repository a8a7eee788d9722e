#include "plan/judges.hpp"
#include "plan/protection.hpp"

namespace dropsweep {

namespace {

verdict judge(const inquiry& about, const network& it, const claims& by_id, const claims& by_name, const verdicts& containers) {
  if (it.predefined) return stays("predefined");
  if (it.scope != "local") return stays(fmt::format("its scope is {}, not local", visible(it.scope)));
  // A container without its network cannot start again.
  for (const auto* users : {&by_id, &by_name}) {
    if (auto why = kept_by_use(*users, about.facts, containers)) return stays(std::move(*why));
  }
  if (!it.attached.empty()) return stays(fmt::format("container {} is attached to it", it.attached.front().substr(0, 12)));
  if (auto why = protection_of(it, about.rules)) return stays(std::move(*why));
  if (about.rules.mode == sweep_mode::standard) return stays("networks are not swept in standard mode");

  const auto by_containers = later(last_use_by(by_id, about.facts), last_use_by(by_name, about.facts));
  const auto created = last_use_of(it);
  // Its containers can only make it younger: without a creation date it stays.
  return judge_by_age(about, object_kind::network, it, created ? later(created, by_containers) : created, "unused");
}

}  // namespace

verdicts judge_networks(const inquiry& about, const verdicts& containers) {
  verdicts all;
  const auto& networks = about.facts.networks;
  all.reserve(networks.size());
  const claims nobody;
  for (std::size_t i = 0; i < networks.size(); ++i) {
    const auto named = about.uses.of_network_name.find(networks[i].name.raw());
    const auto& by_name = named == about.uses.of_network_name.end() ? nobody : named->second;
    all.push_back(judge(about, networks[i], about.uses.of_network[i], by_name, containers));
  }
  return all;
}

}  // namespace dropsweep
