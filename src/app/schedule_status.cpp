#include <cstdlib>

#include "app/schedule_steps.hpp"
#include "connect/digest.hpp"
#include "report/text.hpp"

namespace dropsweep {

namespace {

std::string_view words_of(timekeeper by) {
  switch (by) {
    case timekeeper::systemd: return "systemd";
    case timekeeper::cron_folder: return "cron (/etc/cron.d)";
    case timekeeper::crontab: return "cron (root's crontab)";
    case timekeeper::none: break;
  }
  return "nothing";
}

std::vector<std::string> exposed_files(const host_side& there) {
  std::vector<std::string> all;
  for (const auto& one : all_places) {
    if (!there.exposed.contains(one.name)) continue;
    const auto folder = one.path.substr(0, one.path.rfind('/'));
    all.push_back(fmt::format(
        "Others than root may change what is in {0}, and put another file in the place of {1}: look what is there, then: chown "
        "root:root {0} && chmod go-w {0}. Install it again.",
        folder, one.path));
  }
  return all;
}

// What is there against what would be written for the time that its config has.
std::vector<std::string> differences(const host_side& there, const schedule_history& seen) {
  auto all = exposed_files(there);
  for (const auto& one : {program_place, config_place}) {
    if (there.exposed.contains(one.name)) continue;
    if (!there.files.contains(one.name)) {
      all.push_back(fmt::format("{} is missing: install it again.", one.path));
    } else if (!is_guarded(there, one)) {
      const auto& is = there.files.find(one.name)->second;
      all.push_back(fmt::format(
          "{} has the mode {} and the owner {}, not {} and 0: others than root may {} it. Install it again.", one.path,
          foreign(is.mode), foreign(is.owner), one.mode, one.name == config_place.name ? "read or change" : "change"));
    }
  }
  if (there.files.contains(program_place.name) && there.version.empty())
    all.push_back(fmt::format("{} does not run: install it again.", program_place.path));
  if (there.by == timekeeper::none) all.push_back(fmt::format("Nothing starts it: {}.", there.why_none));
  if (!seen.at) return all;
  for (const auto& one : timer_files(*seen.at, there.by)) {
    if (there.exposed.contains(one.where.name)) continue;
    if (there.not_ours.contains(one.where.name)) {
      all.push_back(fmt::format("{} is no file of dropsweep's: move it away and install it again.", one.where.path));
    } else if (!there.files.contains(one.where.name)) {
      all.push_back(fmt::format("{} is missing: install it again.", one.where.path));
    } else if (!is_as_wanted(there, one.where, sha256_hex(one.text))) {
      all.push_back(fmt::format("{} is not what this version writes for {}: install it again.", one.where.path, seen.at->text));
    }
  }
  if (there.by == timekeeper::systemd && there.files.contains(timer_place.name) && !(there.enabled && there.active))
    all.push_back("The timer dropsweep.timer is switched off, or systemd has not read it since it changed: install it again.");
  return all;
}

bool is_installed(const host_side& there) { return !there.files.empty(); }

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
  const auto zone = seen.in_utc ? std::string("UTC")
                                : fmt::format("by the host's own clock, {}{:02}:{:02} of UTC now", minutes < 0 ? '-' : '+',
                                              std::abs(minutes) / 60, std::abs(minutes) % 60);
  // A clock that is put forward or back before is not known here.
  const auto when = next ? fmt::format("{}{}", seen.in_utc ? "" : "about ", format_instant(*next)) : std::string("never");
  return fmt::format("when: {} ({}), by {}; next run {}", seen.at->text, zone, words_of(by), when);
}

task<void> tell_schedule_status(host_visit& visit, schedule_shell& shell, const host_side& there) {
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

}  // namespace dropsweep
