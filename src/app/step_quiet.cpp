#include "app/steps.hpp"
#include "plan/busy.hpp"

namespace dropsweep {

namespace {

void say_what_a_sweep_would_wait_for(host_visit& visit) {
  for (const auto& sign : signs_of_work(*visit.record.before, visit.how.policy))
    visit.record.notes.push_back(fmt::format("Somebody works on this host: {}. A sweep would not begin now.", sign));
}

void act_upon(permission given, host_visit& visit) {
  auto& record = visit.record;
  if (!given.granted) {
    record.skipped = given.why_not;
    record.busy = true;
    visit.end(std::move(given.why_not));
    return;
  }
  if (given.waited) visit.end("nobody else is at work any more");
  if (given.narrow && !visit.rules.narrow)
    record.notes.emplace_back("Somebody works on this host: only stopped containers were swept (when-busy: narrow).");
  visit.rules.narrow = visit.rules.narrow || given.narrow;
}

// Somebody was at work: what he broke or brought up meanwhile is not the sweep's doing.
task<void> ask_services_again(host_visit& visit) {
  co_await visit.health.ask_before(*visit.way);
  visit.health.look_before(visit.record.before->containers);
  visit.containers_before_tasks.reset();
  visit.record.health = visit.health.report(nullptr, nullptr);
}

task<bool> ask_again_until_quiet(host_visit& visit, bool out_of_date) {
  auto& record = visit.record;
  visit.begin("quiet");
  const auto tell = [&visit](const std::string& why) {
    visit.progress.say(fmt::format("{}: waiting: {}", visit.record.host, why));
  };
  auto given = co_await ask_for_permission(
      {.way = *visit.way, .how = visit.how, .seen = *record.before, .waiting = tell, .out_of_date = out_of_date}, visit.lock,
      visit.locked);
  if (!given) co_return visit.fail(given.error());
  if (given->granted && given->waited) co_await ask_services_again(visit);
  act_upon(std::move(*given), visit);
  co_return true;
}

}  // namespace

task<bool> wait_for_quiet(host_visit& visit) {
  if (visit.how.dry == dry_run::yes) {
    say_what_a_sweep_would_wait_for(visit);
    co_return true;
  }
  auto& record = visit.record;
  if (visit.locked == host_lock::state::unknown)
    record.notes.push_back(fmt::format("Whether another sweep is at work is unknown: {}.", visit.lock.words()));
  co_return co_await ask_again_until_quiet(visit, false);
}

task<bool> look_again(host_visit& visit) {
  visit.containers_before_tasks = visit.record.before->containers;
  co_return co_await ask_again_until_quiet(visit, true);
}

}  // namespace dropsweep
