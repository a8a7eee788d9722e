#include "app/host_run.hpp"

#include "app/judge.hpp"
#include "app/steps.hpp"
#include "app/way_steps.hpp"

namespace dropsweep {

namespace {

task<void> find_out(host_visit& visit) {
  if (!co_await connect(visit)) co_return;
  switch (visit.how.command) {
    case command::doctor: co_await examine(visit); break;
    case command::check: co_await check_services(visit); break;
    case command::advise:
      if (co_await look_around(visit)) co_await advise(visit);
      break;
    case command::schedule: co_await tend_schedule(visit); break;
    case command::plan:
    case command::sweep:
      if (!co_await look_around(visit)) co_return;
      if (!co_await wait_for_quiet(visit)) co_return;
      if (co_await do_chores(visit)) {
        if (!co_await look_again(visit)) co_return;
      }
      make_the_plan(visit);
  }
}

// True: the switch was thrown and the work was cut off; the record says during what.
task<bool> cut_off_when_stopped(host_visit& visit, task<void> work) {
  if (co_await unless_stopped(std::move(work), visit.ending.stop()) == ended::by_itself) co_return false;
  visit.rest();
  visit.record.failure = visit.ending.as_error(visit.step());
  co_return true;
}

bool to_be_swept(const host_record& record, const settings& how) {
  return how.command == command::sweep && how.dry == dry_run::no && !record.failure && record.skipped.empty() && record.plan &&
         !record.plan->remove.empty();
}

task<void> go_through(host_visit& visit) {
  if (visit.ending.stop().thrown()) {  // while other hosts had their turn: nothing is begun here
    visit.record.failure = visit.ending.as_error(visit.step());
    co_return;
  }
  // We remove nothing up to the barrier: these steps may be cut off at any moment.
  if (co_await cut_off_when_stopped(visit, find_out(visit))) co_return;
  // From here on the record must hold what became of every planned item, however the run ends.
  if (to_be_swept(visit.record, visit.how)) co_await sweep(visit);
  if (visit.record.before && visit.how.command == command::sweep) co_await cut_off_when_stopped(visit, look_at_the_result(visit));
  // Last, so that it speaks of what is left.
  if (visit.how.advise && visit.record.before && !visit.record.failure) co_await cut_off_when_stopped(visit, advise(visit));
}

error bug_of_ours(const host_visit& visit, const std::exception& broken) {
  return {.code = exit_code::bug,
          .step = visit.step(),
          .seen = fmt::format("dropsweep failed on {} during {}: a bug of ours.", visit.record.host, visit.step()),
          .theirs = foreign(broken.what()),
          .advice = "Please report it with this log."};
}

}  // namespace

task<void> run_host(host_record& record, host_order order, const settings& how, interruptions& ending, progress_line& progress) {
  const auto started = std::chrono::steady_clock::now();
  record.host = label(order.where);
  {
    host_visit visit(record, std::move(order), how, ending, progress);
    try {
      co_await go_through(visit);
      if (visit.way) co_await visit.way->hang_up();
    } catch (const std::exception& broken) {
      record.failure = bug_of_ours(visit, broken);
    }
    if (how.command == command::doctor) {
      const bool through_others = !access_to(visit.order.where, how).jump_hosts.empty();
      record.steps = whole_way(std::move(record.steps), steps_on_the_way(visit.order.where, through_others));
    }
  }
  record.took = std::chrono::duration_cast<span>(std::chrono::steady_clock::now() - started);
  judge(record, how.command, how.dry);
}

}  // namespace dropsweep
