#include "app/steps.hpp"
#include "net/together.hpp"
#include "report/text.hpp"
#include "schedule/history.hpp"
#include "survey/take_survey.hpp"

namespace dropsweep {

namespace {

constexpr span history_within = std::chrono::seconds{20};

// A dry run looks and says, as `advise` does; it stands in nobody's way.
task<host_lock::state> take_lock(host_visit& visit) {
  if (visit.how.dry == dry_run::yes || visit.how.command == command::advise) co_return host_lock::state::unknown;
  co_return co_await visit.lock.take(*visit.way, visit.how.owner);
}

// A run that the host was to start by itself, and that did not end well: whoever comes next is told.
task<void> ask_for_schedule(host_visit& visit, std::vector<std::string>& troubles) {
  if (!visit.how.report_folder.empty()) co_return;  // this is one of them
  const auto answer = co_await visit.way->shell().ask("schedule", "", history_most, after(history_within));
  const auto seen = answer ? read_history(*answer) : std::nullopt;
  if (seen) troubles = troubles_of(*seen);
}

void tell_of_schedule(host_visit& visit, std::vector<std::string> troubles) {
  if (troubles.empty()) return;
  visit.begin("schedule");
  visit.end_lacking("the host's own did not do what it should",
                    fmt::format("`dropsweep schedule status {}` tells what became of its runs", visit.record.host));
  append(visit.record.notes, std::move(troubles));
}

}  // namespace

task<bool> look_around(host_visit& visit) {
  visit.begin("survey");
  auto& way = *visit.way;
  auto& record = visit.record;
  const auto disk = visit.how.command == command::advise ? disk_parts::together : disk_parts::apart;
  std::vector<std::string> troubles;
  auto [seen, asked, locked, told] =
      co_await together(take_survey(way.engine(), way.shell(), way.until(), disk), with_a_result(visit.health.ask_before(way)),
                        take_lock(visit), with_a_result(ask_for_schedule(visit, troubles)));
  visit.locked = locked;
  if (!seen) co_return visit.fail(seen.error());
  record.before = std::move(*seen);
  visit.health.look_before(record.before->containers);
  record.health = visit.health.report(nullptr, nullptr);
  const auto& facts = *record.before;
  visit.end(fmt::format("Docker {} on {} over {}: {} images, {} containers, {} volumes, {} networks, {} build cache records",
                        facts.engine.version, facts.engine.name, way.how_connected(), facts.images.size(),
                        facts.containers.size(), facts.volumes.size(), facts.networks.size(), facts.cache.size()));
  tell_of_schedule(visit, std::move(troubles));
  co_return true;
}

}  // namespace dropsweep
