#include <boost/asio/steady_timer.hpp>

#include "app/install_schedule.hpp"
#include "app/steps.hpp"
#include "core/take_until.hpp"
#include "report/text.hpp"
#include "schedule/files.hpp"

namespace dropsweep {

namespace {

constexpr span look_every = std::chrono::seconds{1};

bool is_installed(const host_side& there) { return !there.files.empty(); }

error not_installed(const host_visit& visit) {
  return {.code = exit_code::inputs,
          .step = visit.step(),
          .seen = fmt::format("{} has no schedule.", visit.record.host),
          .advice = fmt::format("Install one: dropsweep schedule install {}", visit.record.host)};
}

// The numbers are the contract of dropsweep itself; what a signal ended has another one.
exit_code code_of(int number) {
  using enum exit_code;
  for (const auto known :
       {done, bug, inputs, unreachable, host_key, authentication, engine, partial, unhealthy, busy, interrupted, terminated}) {
    if (static_cast<int>(known) == number) return known;
  }
  return partial;
}

// What is there against what would be written for the time that its config has.
std::vector<std::string> differences(const host_side& there, const schedule_history& seen) {
  std::vector<std::string> all;
  for (const auto& one : {program_place, config_place}) {
    if (!there.files.contains(one.name)) all.push_back(fmt::format("{} is missing: install it again.", one.path));
  }
  if (there.by == timekeeper::none) all.push_back(fmt::format("Nothing starts it: {}.", there.why_none));
  if (!seen.at) return all;
  for (const auto& one : timer_files(*seen.at, there.by)) {
    if (!there.files.contains(one.where.name)) {
      all.push_back(fmt::format("{} is missing: install it again.", one.where.path));
    } else if (!is_as_wanted(there, one.where, sha256_hex(one.text))) {
      all.push_back(fmt::format("{} is not what this version writes for {}: install it again.", one.where.path, seen.at->text));
    }
  }
  if (there.by == timekeeper::systemd && there.files.contains(timer_place.name) && !(there.enabled && there.active))
    all.push_back("The timer dropsweep.timer is switched off: install it again.");
  return all;
}

task<void> tell_status(host_visit& visit, schedule_shell& shell, const host_side& there) {
  auto& lines = visit.record.notes;
  const auto seen = co_await shell.history();
  if (!seen) {
    visit.fail(seen.error());
    co_return;
  }
  if (!is_installed(there)) {
    visit.record.schedule = schedule_page{.lead = "There is no schedule on ", .tail = "", .code = exit_code::partial};
    co_return;
  }
  std::vector<std::string> troubles;
  lines.push_back(fmt::format("program: {}", there.version.empty() ? foreign("it does not run") : there.version));
  if (*seen) {
    const auto& history = **seen;
    lines.push_back(when_words(history, there.by));
    for (const auto& run : history.runs) lines.push_back("run of " + words_of(run));
    if (history.runs.empty()) lines.push_back("run: none yet");
    troubles = troubles_of(history);
    append(troubles, differences(there, history));
  } else {
    troubles.push_back(fmt::format("{} is missing or cannot be read: install it again.", config_place.path));
  }
  append(lines, troubles);
  visit.record.schedule = schedule_page{.lead = "The schedule of ",
                                        .tail = troubles.empty() ? " is in order" : " needs somebody: " + troubles.front(),
                                        .code = troubles.empty() ? exit_code::done : exit_code::partial};
}

// Each line as it comes: the log of a run over there reads as if it were ours.
void say_lines(host_visit& visit, std::string_view text) {
  while (!text.empty()) {
    const auto line = take_until(text, '\n');
    if (!line.empty()) visit.progress.say(fmt::format("{} | {}", visit.record.host, visible(line, 1000)));
  }
}

task<void> run_now(host_visit& visit, schedule_shell& shell, const host_side& there) {
  if (!there.files.contains(program_place.name) || !there.files.contains(config_place.name)) {
    visit.fail(not_installed(visit));
    co_return;
  }
  visit.begin("run");
  if (const auto started = co_await shell.start(); !started) {
    visit.fail(started.error());
    co_return;
  }
  asio::steady_timer pause(co_await asio::this_coro::executor);
  for (;;) {
    pause.expires_after(look_every);
    co_await pause.async_wait(asio::use_awaitable);
    const auto seen = co_await shell.follow();
    if (!seen) {
      auto why = seen.error();
      why.advice = "The sweep over there goes on: dropsweep schedule status tells what became of it.";
      visit.fail(std::move(why));
      co_return;
    }
    say_lines(visit, seen->said);
    if (!seen->exit_code) continue;
    visit.end(fmt::format("ended with exit code {}", *seen->exit_code));
    visit.record.schedule = schedule_page{.lead = "The scheduled sweep of ",
                                          .tail = fmt::format(" ended with exit code {}", *seen->exit_code),
                                          .code = code_of(*seen->exit_code)};
    co_return;
  }
}

task<void> take_away(host_visit& visit, schedule_shell& shell) {
  visit.begin("remove");
  const auto gone = co_await shell.remove(visit.how.schedule.all);
  if (!gone) {
    visit.fail(gone.error());
    co_return;
  }
  visit.end(gone->empty() ? "nothing was there" : "done");
  visit.record.schedule =
      schedule_page{.lead = gone->empty() ? "There was no schedule on " : "Removed the schedule of ", .tail = ""};
  for (const auto& line : *gone) visit.record.notes.push_back(fmt::format("{}", line));
}

}  // namespace

task<void> tend_schedule(host_visit& visit) {
  visit.begin("look");
  schedule_shell shell(visit);
  const auto there = co_await shell.look();
  if (!there) {
    visit.fail(there.error());
    co_return;
  }
  if (!there->root) {
    visit.fail({.code = exit_code::inputs,
                .step = visit.step(),
                .seen = fmt::format("{} is not the account root, and a schedule is root's.", visit.record.host),
                .advice = "Name root in the target: root@HOST."});
    co_return;
  }
  visit.end(found_words(*there));
  switch (visit.how.schedule.action) {
    case schedule_action::install: co_await install_schedule(visit, shell, *there); break;
    case schedule_action::status: co_await tell_status(visit, shell, *there); break;
    case schedule_action::run: co_await run_now(visit, shell, *there); break;
    case schedule_action::remove: co_await take_away(visit, shell); break;
  }
}

}  // namespace dropsweep
