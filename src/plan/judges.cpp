#include "plan/judges.hpp"

#include <fmt/format.h>

#include "plan/last_use.hpp"

namespace dropsweep {

namespace {

ruling stays(std::string why) { return {.reason = std::move(why)}; }

ruling judge_container(const bench& given, const container& it) {
  using enum container_state;
  if (auto why = given.protects.of(it)) return stays(*why);
  switch (it.state) {
    case running: return stays("running");
    case paused: return stays("paused");
    case restarting: return stays("restarting");
    case removing: return stays("being removed by somebody else");
    case created:
      if (given.rules.mode == sweep_mode::standard) return stays("created and never started: perhaps about to be");
      return judge_by_age(given, last_use_of(it), given.rules.older_than, "never started, ");
    case exited:
    case dead: return judge_by_age(given, last_use_of(it), given.rules.older_than, it.state == dead ? "dead, " : "stopped, ");
  }
  return stays("in a state that is not known");
}

ruling judge_volume(const bench& given, const references& held, const volume& it) {
  if (auto why = given.protects.of(it)) return stays(*why);
  if (const auto used = held.volumes_before.find(it.name.raw()); used != held.volumes_before.end()) return stays(used->second);
  if (it.driver != "local") return stays(fmt::format("its driver is {}, not local", foreign(it.driver)));
  if (it.driver_options) return stays("it has driver options: its data may lie elsewhere");
  if (given.rules.volumes == volume_scope::none) return stays("volumes are not swept (volumes: none)");
  if (!it.anonymous && given.rules.volumes != volume_scope::named) return stays("named volumes go only with volumes: named");
  return judge_by_age(given, last_use_of(it), given.rules.older_than, it.anonymous ? "anonymous, unused, " : "unused, ");
}

ruling judge_network(const bench& given, const references& held, const network& it) {
  if (it.predefined) return stays("predefined");
  if (auto why = given.protects.of(it)) return stays(*why);
  if (!it.attached.empty()) return stays(fmt::format("container {} is attached to it", it.attached.front().substr(0, 12)));
  for (const auto& key : {it.id, it.name.raw()}) {
    if (const auto used = held.networks.find(key); used != held.networks.end()) return stays(used->second);
  }
  if (it.scope != "local") return stays(fmt::format("its scope is {}, not local", foreign(it.scope)));
  if (given.rules.mode == sweep_mode::standard) return stays("networks are not swept in standard mode");
  return judge_by_age(given, last_use_of(it), given.rules.older_than, "unused, ");
}

}  // namespace

ruling judge_by_age(const bench& given, const last_use& sign, span line, std::string_view prefix) {
  auto age = judge_age(sign, given.facts.engine.clock, line, given.rules.min_age);
  if (!age.keep.empty()) return stays(fmt::format("{}{}", prefix, age.keep));
  return {.goes = true, .reason = fmt::format("{}{}", prefix, age.old)};
}

rulings judge_containers(const bench& given) {
  rulings all;
  for (const auto& one : given.facts.containers) all.emplace(one.id, judge_container(given, one));
  return all;
}

rulings judge_volumes(const bench& given, const references& held) {
  rulings all;
  for (const auto& one : given.facts.volumes) all.emplace(one.name.raw(), judge_volume(given, held, one));
  return all;
}

rulings judge_networks(const bench& given, const references& held) {
  rulings all;
  for (const auto& one : given.facts.networks) all.emplace(one.id, judge_network(given, held, one));
  return all;
}

}  // namespace dropsweep
