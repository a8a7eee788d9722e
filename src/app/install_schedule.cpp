#include "app/install_schedule.hpp"

#include <cstdlib>
#include <utility>

#include "inputs/read_file.hpp"
#include "report/text.hpp"
#include "schedule/program_file.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t largest_program = 64 << 20;

std::string_view words_of(timekeeper by) {
  switch (by) {
    case timekeeper::systemd: return "systemd";
    case timekeeper::cron_folder: return "cron (/etc/cron.d)";
    case timekeeper::crontab: return "cron (root's crontab)";
    case timekeeper::none: break;
  }
  return "nothing";
}

error refusal(const host_visit& visit, std::string seen, std::string advice) {
  return {.code = exit_code::inputs, .step = visit.step(), .seen = std::move(seen), .theirs = {}, .advice = std::move(advice)};
}

// The one that runs here, unless the inputs have another.
result<std::string> program_for(const host_visit& visit, const host_side& there) {
  const auto& given = visit.how.schedule.program;
  std::string bytes;
  if (given) {
    bytes = *given;
  } else {
    auto own = read_file("/proc/self/exe", largest_program);
    if (!own) return std::unexpected(refusal(visit, fmt::format("The program that runs here {}.", own.error()), ""));
    bytes = std::move(*own);
  }
  const auto made_for = machine_of(bytes);
  if (made_for == there.machine) return bytes;
  const foreign machine(there.machine);
  if (given) {
    return std::unexpected(refusal(
        visit,
        fmt::format("The file that droplet-binary names is {}, and {} is {}.",
                    made_for.empty() ? "no program of Linux for 64 bits" : fmt::format("made for the machine {}", made_for),
                    visit.record.host, machine),
        "Take the dropsweep of a release that is made for it."));
  }
  return std::unexpected(refusal(
      visit, fmt::format("{} is {}, and the dropsweep that runs here is made for {}.", visit.record.host, machine, made_for),
      "Name one that is made for it: --droplet-binary FILE."));
}

result<void> may_be_installed(const host_visit& visit, const host_side& there) {
  if (there.by == timekeeper::none) {
    return std::unexpected(refusal(visit,
                                   fmt::format("Nothing on {} could start a sweep: {}.", visit.record.host, there.why_none),
                                   "Install cron there, or run the sweep from a workflow's schedule."));
  }
  if (!there.sums) {
    return std::unexpected(
        refusal(visit, fmt::format("{} has no sha256sum: what arrives there could not be compared.", visit.record.host),
                "Install coreutils, busybox or openssl there."));
  }
  return {};
}

std::string_view socket_of(const host_visit& visit) {
  const auto* local = std::get_if<engine_socket>(&visit.order.where.way);
  return local != nullptr ? local->path : visit.how.access.docker_socket;
}

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
                                  scheduled ? "the timer that was there before still starts it" : "so nothing starts it yet"),
              .theirs = foreign(ended->said),
              .advice = "Set that right and install it again; or take it away: dropsweep schedule remove."});
  }

  task<result<void>> put_timer() {
    visit_.begin("timer");
    bool timer_changed = false;
    for (const auto& file : timer_files(visit_.how.schedule.at, there_.by)) {
      const bool before = std::exchange(changed, false);
      auto written = co_await put(file);
      timer_changed = timer_changed || changed;
      changed = changed || before;
      if (!written) co_return written;
    }
    if (auto dropped = co_await drop_left_over(); !dropped) co_return dropped;
    if (there_.by != timekeeper::systemd || (!timer_changed && there_.enabled && there_.active)) co_return result<void>{};
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

task<result<void>> install(host_visit& visit, schedule_shell& shell, const host_side& there) {
  if (const auto may = may_be_installed(visit, there); !may) co_return may;
  auto program = program_for(visit, there);
  if (!program) co_return std::unexpected(std::move(program.error()));

  visit.begin("install");
  installation work(visit, shell, there);
  auto done = co_await work.put({program_place, std::move(*program)});
  if (done) done = co_await work.put(config_file(visit.how.schedule.config, socket_of(visit), there.by));
  if (!done) co_return done;
  visit.end("program and config are there");
  done = co_await work.try_it();
  if (done) done = co_await work.put_timer();
  if (!done) co_return done;
  const auto seen = co_await shell.history();
  if (!seen) co_return std::unexpected(seen.error());
  visit.end(fmt::format("{} starts it", words_of(there.by)));

  visit.record.schedule = schedule_page{.lead = "Scheduled sweeps of ",
                                        .tail = work.changed ? " are installed" : " were installed already, and nothing changed"};
  append(visit.record.notes, std::move(work.lines));
  if (*seen) visit.record.notes.push_back(when_words(**seen, there.by));
  co_return result<void>{};
}

}  // namespace

std::string found_words(const host_side& there) {
  const auto installed =
      there.version.empty() ? std::string("no dropsweep is installed") : fmt::format("{} is installed", there.version);
  return fmt::format("{} keeps time there; {}", words_of(there.by), installed);
}

std::string when_words(const schedule_history& seen, timekeeper by) {
  if (!seen.at) return "when: it cannot be read";
  const auto next = next_run(seen);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(seen.zone).count();
  const auto zone = minutes == 0 ? std::string("UTC")
                                 : fmt::format("by the host's own clock, {}{:02}:{:02} of UTC", minutes < 0 ? '-' : '+',
                                               std::abs(minutes) / 60, std::abs(minutes) % 60);
  return fmt::format("when: {} ({}), by {}; next run {}", seen.at->text, zone, words_of(by),
                     next ? format_instant(*next) : "never");
}

task<void> install_schedule(host_visit& visit, schedule_shell& shell, const host_side& there) {
  if (auto done = co_await install(visit, shell, there); !done) visit.fail(std::move(done.error()));
}

}  // namespace dropsweep
