#include <algorithm>

#include "app/steps.hpp"
#include "health/probe.hpp"
#include "report/text.hpp"
#include "sweep/run_in_container.hpp"

namespace dropsweep {

namespace {

task<chore_report> run_program(host_visit& visit, const chore& what, const exec_chore& program) {
  chore_report page{.name = what.name};
  const auto& all = visit.record.before->containers;
  const auto where = std::ranges::find(all, foreign(program.container), &container::name);
  if (where == all.end()) {
    page.saw = "there is no container of this name";
    co_return page;
  }
  const auto ended = co_await run_in_container(visit.way->engine(), where->id, program.command, what.within);
  if (!ended) {
    page.saw = one_line(ended.error());
    co_return page;
  }
  page.output = ended->output;
  page.well = ended->exit_code == 0;
  page.saw = ended->exit_code ? fmt::format("exit code {}", *ended->exit_code)
                              : fmt::format("still running after {}; it was left alone", format_span(what.within));
  co_return page;
}

task<chore_report> send_request(host_visit& visit, const chore& what, const service& where) {
  auto ways = visit.way->ways_to_ask();
  auto seen = co_await ask(where, ways.way_for(where), ways.tls);
  co_return chore_report{.name = what.name, .well = seen.healthy, .saw = std::move(seen.saw), .output = std::move(seen.body)};
}

task<chore_report> do_one(host_visit& visit, const chore& what) {
  const auto started = std::chrono::steady_clock::now();
  chore_report page;
  if (const auto* program = std::get_if<exec_chore>(&what.what)) {
    page = co_await run_program(visit, what, *program);
  } else {
    page = co_await send_request(visit, what, std::get<service>(what.what));
  }
  page.took = std::chrono::duration_cast<span>(std::chrono::steady_clock::now() - started);
  co_return page;
}

}  // namespace

task<bool> do_chores(host_visit& visit) {
  const auto& all = visit.how.chores;
  if (all.empty() || visit.how.dry == dry_run::yes || !visit.record.skipped.empty()) co_return false;
  auto& pages = visit.record.chores;
  for (const auto& one : all) pages.push_back({.name = one.name});
  visit.begin("tasks");
  visit.health.work_begins();
  for (std::size_t i = 0; i < all.size() && !visit.way->lost(); ++i) {
    visit.progress.say(fmt::format("{}: {}", visit.record.host, all[i].name));
    pages[i].saw = "cut off";  // unless it comes to its end
    pages[i] = co_await do_one(visit, all[i]);
  }
  const auto well = std::ranges::count(pages, true, &chore_report::well);
  visit.end(fmt::format("{} of {} done", well, counted(std::ssize(pages), "task", "tasks")));
  co_return true;
}

}  // namespace dropsweep
