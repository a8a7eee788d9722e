#include "app/steps.hpp"
#include "net/together.hpp"
#include "survey/take_survey.hpp"

namespace dropsweep {

namespace {

// A dry run looks and says, as `advise` does; it stands in nobody's way.
task<host_lock::state> take_lock(host_visit& visit) {
  if (visit.how.dry == dry_run::yes || visit.how.command == command::advise) co_return host_lock::state::unknown;
  const auto now = std::chrono::time_point_cast<span>(std::chrono::system_clock::now());
  co_return co_await visit.lock.take(*visit.way, fmt::format("{}, since {}", visit.how.owner, format_instant(now)));
}

}  // namespace

task<bool> look_around(host_visit& visit) {
  visit.begin("survey");
  auto& way = *visit.way;
  auto& record = visit.record;
  const auto disk = visit.how.command == command::advise ? disk_parts::together : disk_parts::apart;
  auto [seen, asked, locked] = co_await together(take_survey(way.engine(), way.shell(), way.until(), disk),
                                                 with_a_result(visit.health.ask_before(way)), take_lock(visit));
  visit.locked = locked;
  if (!seen) co_return visit.fail(seen.error());
  record.before = std::move(*seen);
  visit.health.look_before(record.before->containers);
  record.health = visit.health.report(nullptr, nullptr);
  const auto& facts = *record.before;
  visit.end(fmt::format("Docker {} on {} over {}: {} images, {} containers, {} volumes, {} networks, {} build cache records",
                        facts.engine.version, facts.engine.name, way.how_connected(), facts.images.size(),
                        facts.containers.size(), facts.volumes.size(), facts.networks.size(), facts.cache.size()));
  co_return true;
}

}  // namespace dropsweep
