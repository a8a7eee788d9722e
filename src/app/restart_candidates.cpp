#include "app/restart_candidates.hpp"

#include <algorithm>

#include "health/container_behind.hpp"
#include "plan/restart_order.hpp"
#include "report/text.hpp"

namespace dropsweep {

namespace {

const object_id& id_of(const restart_candidate& one) { return one.which.id; }

restart_candidate& candidate_for(std::vector<restart_candidate>& all, const container& which) {
  const auto found = std::ranges::find(all, which.id, id_of);
  return found != all.end() ? *found : all.emplace_back(restart_candidate{which, {}});
}

// Whether anybody knows how it is.
bool was_asked(const health_report& health, const service& which) {
  const auto found = std::ranges::find(health.services, which.name, &service_report::name);
  if (found == health.services.end()) return false;
  const auto& last = found->after ? found->after : found->before;
  return last && !last->not_asked;
}

// Those that ran before the sweep and are in trouble.
void add_those_in_trouble(std::vector<restart_candidate>& found, host_visit& visit, const std::vector<container>& now) {
  std::vector<std::string> left;
  for (const auto& trouble : visit.record.health->containers) {
    const auto which = std::ranges::find(now, trouble.name, &container::name);
    if (which == now.end() || !may_be_restarted(*which) || std::ranges::contains(found, which->id, id_of)) continue;
    if (may_be_helped(*which)) {
      candidate_for(found, *which);
    } else {
      left.push_back(fmt::format("{} ({})", trouble.name, trouble.what));
    }
  }
  if (left.empty()) return;
  visit.record.notes.push_back(fmt::format(
      "Only what ended with an error, restarts again and again or says that it is unhealthy is restarted, so not: {}.",
      listed(left, 5)));
}

}  // namespace

std::vector<restart_candidate> unwell(host_visit& visit, const std::vector<container>& now) {
  std::vector<restart_candidate> found;
  for (auto& one : visit.health.not_well()) {
    if (!was_asked(*visit.record.health, one)) {
      visit.record.notes.push_back(fmt::format("{} could not be asked: nothing was restarted for it.", one.name));
    } else if (const auto* which = container_certainly_behind(one, now)) {
      candidate_for(found, *which).services.push_back(std::move(one));
    } else {
      visit.record.notes.push_back(fmt::format(
          "{} is not well, and no container of this host is known to be it: nothing was restarted for it.", one.name));
    }
  }
  std::erase_if(found, [](const restart_candidate& one) { return !may_be_restarted(one.which); });
  add_those_in_trouble(found, visit, now);
  return found;
}

std::vector<restart_candidate> all_in_turn(const health_book& health, const std::vector<container>& now) {
  std::vector<restart_candidate> found;
  for (auto& which : restart_order(now)) found.push_back({.which = std::move(which), .services = {}});
  for (const auto& one : health.all()) {
    const auto* behind = container_certainly_behind(one, now);
    const auto of = behind == nullptr ? found.end() : std::ranges::find(found, behind->id, id_of);
    if (of != found.end()) of->services.push_back(one);
  }
  return found;
}

}  // namespace dropsweep
