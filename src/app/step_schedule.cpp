#include <boost/asio/steady_timer.hpp>

#include "app/schedule_steps.hpp"
#include "app/steps.hpp"
#include "core/take_until.hpp"

namespace dropsweep {

namespace {

constexpr span look_every = std::chrono::seconds{1};

error not_installed(const host_visit& visit) {
  return {.code = exit_code::inputs,
          .step = visit.step(),
          .seen = fmt::format("{} has no schedule.", visit.record.host),
          .advice = fmt::format("Install one: dropsweep schedule install {}", visit.record.host)};
}

error not_whole(const host_visit& visit, const place& missing) {
  return {.code = exit_code::partial,
          .step = visit.step(),
          .seen = fmt::format("{}: the schedule is not whole: {} is missing, or is not dropsweep's.", visit.record.host,
                              missing.path),
          .advice = fmt::format("Install it again: dropsweep schedule install {}", visit.record.host)};
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

// Each line as it comes: the log of a run over there reads as if it were ours.
void say_lines(host_visit& visit, std::string_view text) {
  while (!text.empty()) {
    const auto line = take_until(text, '\n');
    if (!line.empty()) visit.progress.say(fmt::format("{} | {}", visit.record.host, visible(line, 1000)));
  }
}

task<void> run_now(host_visit& visit, schedule_shell& shell, const host_side& there) {
  visit.begin("run");
  if (!there.files.contains(program_place.name) || !there.files.contains(config_place.name)) {
    visit.fail(not_installed(visit));
    co_return;
  }
  for (const auto& file : timer_files({}, there.by)) {
    if (there.files.contains(file.where.name)) continue;
    visit.fail(not_whole(visit, file.where));
    co_return;
  }
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
  auto gone = co_await shell.remove(visit.how.schedule.all);
  if (!gone) {
    visit.fail(gone.error());
    co_return;
  }
  for (const auto& line : gone->lines) visit.record.notes.push_back(fmt::format("{}", line));
  if (!gone->left.empty()) {
    visit.fail({.code = exit_code::partial,
                .step = visit.step(),
                .seen = fmt::format("{}: not all of the schedule could be removed.", visit.record.host),
                .theirs = foreign(std::move(gone->left)),
                .advice = "Set that right and remove it again."});
    co_return;
  }
  visit.end(gone->any ? "done" : "nothing was there");
  visit.record.schedule = schedule_page{.lead = gone->any ? "Removed the schedule of " : "There was no schedule on ", .tail = ""};
}

}  // namespace

task<void> tend_schedule(host_visit& visit) {
  visit.begin("look");
  schedule_shell shell(visit);
  const auto action = visit.how.schedule.action;
  if (action == schedule_action::install || action == schedule_action::remove) {
    if (const auto held = co_await shell.hold(); !held) {
      visit.fail(held.error());
      co_return;
    }
  }
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
  switch (action) {
    case schedule_action::install: co_await install_schedule(visit, shell, *there); break;
    case schedule_action::status: co_await tell_schedule_status(visit, shell, *there); break;
    case schedule_action::run: co_await run_now(visit, shell, *there); break;
    case schedule_action::remove: co_await take_away(visit, shell); break;
  }
}

}  // namespace dropsweep
