#include "app/keep_ledger.hpp"
#include "app/steps.hpp"
#include "net/together.hpp"
#include "report/text.hpp"
#include "survey/take_survey.hpp"
#include "sweep/audit.hpp"

namespace dropsweep {

namespace {

task<void> remember(host_visit& visit) {
  auto& record = visit.record;
  if (record.busy || visit.way->lost()) co_return;  // whoever is at work there writes it; or nobody can
  if (auto note = co_await keep_ledger(*visit.way, *record.before, record.outcomes); !note.empty())
    record.notes.push_back(std::move(note));
}

// What came late counts as well; what somebody wrote since does not undo that there was room.
void look_at_the_room_again(host_record& record) {
  if (!record.goal || record.after->host.disks.empty()) return;
  auto& page = *record.goal;
  page.disk = record.after->host.disks.front();
  page.reached = page.reached || is_reached(page.goal, *page.disk);
}

// After the waiting, so that a container that ended meanwhile is seen.
task<void> read_the_lists_again(host_visit& visit) {
  auto& record = visit.record;
  auto& way = *visit.way;
  auto again = co_await take_survey_again(way.engine(), way.shell(), *record.before, way.until());
  if (again) {
    record.after = std::move(*again);
    if (!visit.how.advise) forget_labels_and_digests(*record.after);
    record.discrepancies = audit(*record.before, *record.after, record.outcomes);
    look_at_the_room_again(record);
  } else if (!record.failure) {
    record.failure = visit.or_lost_connection(std::move(again.error()));
  }
}

void begin_health(host_visit& visit) {
  visit.begin("health", [&visit] {
    const auto left = std::max(span{0}, visit.how.health_timeout - visit.since_it_began());
    return join({fmt::format("{}: health", visit.record.host), visit.health.standing(),
                 fmt::format("at most {} more", format_took(left))},
                " · ");
  });
}

void report(host_visit& visit) {
  auto& record = visit.record;
  const auto& tasks = visit.containers_before_tasks;
  const auto& before = tasks ? *tasks : record.before->containers;
  const auto* after = record.after ? &record.after->containers : tasks ? &record.before->containers : nullptr;
  record.health = visit.health.report(&before, after);
}

// After a sweep, after tasks, or when nothing was to be removed: a deploy may still be starting, so that what is not healthy is
// asked again.
task<void> wait_for_services(host_visit& visit) {
  auto& record = visit.record;
  auto& health = visit.health;
  begin_health(visit);
  const bool swept = !record.outcomes.empty();
  const bool did_something = swept || !record.chores.empty();
  if (did_something || !health.all_healthy_before()) {
    const auto whom = did_something ? health_book::again::all : health_book::again::unhealthy_only;
    co_await health.ask_after(*visit.way, whom, visit.how.health_timeout, visit.ending.stop());
  }
  if (swept) {
    co_await read_the_lists_again(visit);
  } else if (visit.way->lost()) {
    visit.fail({});
    co_return;
  }
  report(visit);
  if (co_await restart_containers(visit)) {
    begin_health(visit);
    co_await health.ask_after(*visit.way, health_book::again::all, visit.how.health_timeout, visit.ending.stop());
    co_await read_the_lists_again(visit);
    report(visit);
  }
  const auto& before = record.before->containers;
  const auto* after = record.after ? &record.after->containers : nullptr;
  co_await add_log_tails(*record.health, visit.way->engine(), visit.how.services, after != nullptr ? *after : before);
  visit.end(fmt::format("services and containers are {}", name(record.health->overall)));
}

}  // namespace

task<void> look_at_the_result(host_visit& visit) {
  const auto& record = visit.record;
  if (visit.ending.stop().thrown() || visit.how.dry == dry_run::yes) co_return;
  // After a sweep whose connection broke, the services that can be asked from this machine are asked all the same.
  if (record.failure && record.outcomes.empty()) co_return;
  co_await together(with_a_result(wait_for_services(visit)), with_a_result(remember(visit)));
}

task<void> check_services(host_visit& visit) {
  begin_health(visit);
  auto& way = *visit.way;
  if (const auto spoken = co_await way.engine().negotiate(); !spoken) {
    visit.fail(spoken.error());
    co_return;
  }
  co_await visit.health.ask_after(way, health_book::again::all, visit.how.health_timeout, visit.ending.stop());
  if (way.lost()) {
    visit.fail({});
    co_return;
  }
  visit.record.health = visit.health.report(nullptr, nullptr);
  visit.end(fmt::format("services are {}", name(visit.record.health->overall)));
}

}  // namespace dropsweep
