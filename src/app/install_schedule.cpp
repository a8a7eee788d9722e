#include <utility>

#include "app/schedule_steps.hpp"
#include "connect/digest.hpp"
#include "report/text.hpp"
#include "schedule/for_busybox.hpp"

namespace dropsweep {

namespace {

class installation {
 public:
  installation(host_visit& visit, schedule_shell& shell, const host_side& there) : visit_(visit), shell_(shell), there_(there) {}

  task<result<void>> put(const wanted_file& file) {
    auto sum = sha256_hex(file.text);
    const bool was_there = there_.files.contains(file.where.name);
    if (is_as_wanted(there_, file.where, sum)) {
      lines.push_back(fmt::format("{}: unchanged", file.where.path));
      co_return result<void>{};
    }
    auto written = co_await shell_.put(file.where, file.text, std::move(sum));
    if (!written) co_return written;
    changed = true;
    lines.push_back(fmt::format("{}: {}", file.where.path, was_there ? "replaced" : "new"));
    co_return result<void>{};
  }

  task<result<void>> drop_left_over() {
    for (const auto& one : left_over(there_)) {
      auto dropped = co_await shell_.drop(one);
      if (!dropped) co_return dropped;
      changed = true;
      lines.push_back(fmt::format("{}: removed, for it would start the sweep a second time", one.path));
    }
    co_return result<void>{};
  }

  // Exactly what was installed, as it will be started.
  task<result<void>> try_it() {
    visit_.begin("dry run");
    const auto ended = co_await shell_.verify();
    if (!ended) co_return std::unexpected(ended.error());
    if (ended->exit_code == 0) {
      visit_.end("the installed program's dry run ended well");
      co_return result<void>{};
    }
    const auto code = ended->exit_code ? fmt::format("exit code {}", *ended->exit_code) : std::string("no exit code");
    const bool scheduled = there_.files.contains(timer_files({}, there_.by).back().where.name);
    co_return std::unexpected(
        error{.code = exit_code::partial,
              .step = visit_.step(),
              .seen = fmt::format("{}: the dry run of what was installed ended with {}; {}.", visit_.record.host, code,
                                  scheduled ? "the schedule that was there before stays as it was" : "so nothing starts it yet"),
              .theirs = foreign(ended->said),
              .advice = "Set that right and install it again; or take it away: dropsweep schedule remove."});
  }

  task<result<void>> put_timer(const wanted_file& starter) {
    visit_.begin("timer");
    const bool was_there = is_as_wanted(there_, starter.where, sha256_hex(starter.text));
    if (auto written = co_await put(starter); !written) co_return written;
    if (auto dropped = co_await drop_left_over(); !dropped) co_return dropped;
    const bool by_systemd = there_.by == timekeeper::systemd;
    if (was_there && (!by_systemd || (!changed && there_.enabled && there_.active))) co_return result<void>{};
    changed = true;
    co_return co_await shell_.activate();
  }

  bool changed = false;
  std::vector<std::string> lines;

 private:
  host_visit& visit_;
  schedule_shell& shell_;
  const host_side& there_;
};

result<void> can_be_timed(const host_visit& visit, const host_side& there) {
  const auto& at = visit.how.schedule.at;
  if (there.by != timekeeper::crontab || for_busybox(at)) return {};
  return std::unexpected(
      error{.code = exit_code::inputs,
            .step = visit.step(),
            .seen = fmt::format("{}: busybox's cron has no words for {}: it would come on each of these days of the month and on "
                                "each of these weekdays.",
                                visit.record.host, at.text),
            .advice = "Restrict one of the two kinds of days only: --at \"0 3 * * 1\""});
}

// What somebody else put where a file of ours belongs is not replaced.
result<void> are_free(const host_visit& visit, const host_side& there) {
  for (const auto& file : timer_files({}, there.by)) {
    if (!there.not_ours.contains(file.where.name)) continue;
    return std::unexpected(
        error{.code = exit_code::inputs,
              .step = visit.step(),
              .seen = fmt::format("{}: {} is there and was not written by dropsweep.", visit.record.host, file.where.path),
              .advice = "Move it away, and install it again."});
  }
  return {};
}

task<result<void>> install(host_visit& visit, schedule_shell& shell, const host_side& there) {
  auto program = program_to_install(visit, there);
  if (!program) co_return std::unexpected(std::move(program.error()));

  visit.begin("install");
  if (auto may = can_be_timed(visit, there); !may) co_return may;
  if (auto may = are_free(visit, there); !may) co_return may;
  installation work(visit, shell, there);
  auto files = timer_files(visit.how.schedule.at, there.by);
  const auto starter = std::move(files.back());
  files.pop_back();
  files.insert(files.begin(), config_file(visit.how.schedule.config, visit.way->socket_path(), there.by));
  files.insert(files.begin(), {program_place, std::move(*program)});
  for (const auto& file : files) {
    if (auto written = co_await work.put(file); !written) co_return written;
  }
  visit.end("program and config are there");
  if (auto tried = co_await work.try_it(); !tried) co_return tried;
  if (auto settled = co_await shell.settle(); !settled) co_return settled;
  if (auto timed = co_await work.put_timer(starter); !timed) co_return timed;
  const auto seen = co_await shell.history();
  if (!seen) co_return std::unexpected(seen.error());
  visit.end("the host starts it by itself");

  visit.record.schedule = schedule_page{.lead = "Scheduled sweeps of ",
                                        .tail = work.changed ? " are installed" : " were installed already, and nothing changed"};
  append(visit.record.notes, std::move(work.lines));
  if (*seen) visit.record.notes.push_back(when_words(**seen, there.by));
  co_return result<void>{};
}

}  // namespace

task<void> install_schedule(host_visit& visit, schedule_shell& shell, const host_side& there) {
  if (auto done = co_await install(visit, shell, there); !done) visit.fail(std::move(done.error()));
}

}  // namespace dropsweep
