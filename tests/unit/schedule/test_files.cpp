#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

#include "schedule/files.hpp"
#include "schedule/for_busybox.hpp"
#include "schedule/on_calendar.hpp"
#include "schedule/program_file.hpp"
#include "schedule/schedule_script.hpp"

using namespace dropsweep;

namespace {

cron_schedule when(std::string_view text) { return parse_cron(text).value(); }

using calendar = std::vector<std::string>;

bool has_systemd_analyze() { return std::system("systemd-analyze --version >/dev/null 2>&1") == 0; }

// systemd's own reading of it: the first moments after this one.
std::vector<std::string> moments_of(const std::string& expression, instant after, std::size_t count) {
  const auto command =
      "systemd-analyze calendar --iterations=" + std::to_string(count) + " --base-time='@" +
      std::to_string(std::chrono::floor<std::chrono::seconds>(after.time_since_epoch()).count()) + "' '" + expression +
      "' 2>/dev/null | sed -nE 's/^ *(Next elapse|Iter[a-z.]+ #[0-9]+): [A-Z][a-z]+ ([0-9-]+) ([0-9:]+) UTC.*/\\2T\\3Z/p'";
  std::vector<std::string> moments;
  FILE* answer = ::popen(("TZ=UTC LC_ALL=C; export TZ LC_ALL; " + command).c_str(), "r");
  std::array<char, 100> line{};
  while (std::fgets(line.data(), line.size(), answer) != nullptr) {
    std::string text(line.data());
    std::erase(text, '\n');
    moments.push_back(std::move(text));
  }
  ::pclose(answer);
  return moments;
}

}  // namespace

TEST_CASE("A time of cron is one of systemd, in UTC") {
  CHECK(on_calendar(when("0 3 * * 0")) == calendar{"Sun *-*-* 03:00:00 UTC"});
  CHECK(on_calendar(when("*/15 8-10 * 1,dec *")) == calendar{"*-01,12-* 08,09,10:00,15,30,45:00 UTC"});
  CHECK(on_calendar(when("* * * * *")) == calendar{"*-*-* *:*:00 UTC"});
  CHECK(on_calendar(when("0 0 * * 5-7")) == calendar{"Sun,Fri,Sat *-*-* 00:00:00 UTC"});
  CHECK(on_calendar(when("0 0 */10 * 1")) == calendar{"Mon *-*-01,11,21,31 00:00:00 UTC"});
}

TEST_CASE("Either of two kinds of days is two times of systemd") {
  CHECK(on_calendar(when("5 4 1,15 * 5")) == calendar{"*-*-01,15 04:05:00 UTC", "Fri *-*-* 04:05:00 UTC"});
}

TEST_CASE("systemd reads what is written for it as the same moments") {
  if (!has_systemd_analyze()) {
    MESSAGE("systemd-analyze is not there");
    return;
  }
  const auto from = *parse_instant("2027-02-26T23:58:30Z");
  constexpr std::size_t count = 12;
  for (const auto* text : {"0 3 * * 0", "*/7 * * * *", "59 23 28-31 2,3 *", "0 0 29 2 *", "30 4 1,15 * 5", "0 12 */9 * 1-5",
                           "@monthly", "15 10-20/5 * jan-jun sat,sun"}) {
    CAPTURE(text);
    std::vector<std::string> theirs;
    for (const auto& expression : on_calendar(when(text))) {
      const auto some = moments_of(expression, from, count);
      CHECK(some.size() == count);
      theirs.insert(theirs.end(), some.begin(), some.end());
    }
    std::ranges::sort(theirs);
    theirs.erase(std::ranges::unique(theirs).begin(), theirs.end());
    theirs.resize(count);
    std::vector<std::string> ours;
    for (auto at = from; ours.size() < count;) ours.push_back(format_instant(at = *next_after(when(text), at)));
    CHECK(ours == theirs);
  }
}

TEST_CASE("What starts the sweep is written last, and no secret is in any of it") {
  const auto units = timer_files(when("0 3 * * 0"), timekeeper::systemd);
  REQUIRE(units.size() == 2);
  CHECK(units[0].where.name == "service");
  CHECK(units[0].text.contains("\nExecStart=/usr/local/lib/dropsweep/dropsweep sweep --config /etc/dropsweep/schedule\n"));
  CHECK(units[1].where.name == "timer");
  CHECK(units[1].text.contains("\nOnCalendar=Sun *-*-* 03:00:00 UTC\nPersistent=true\n"));
  CHECK(timer_files(when("0 3 * * 0"), timekeeper::none).empty());
}

TEST_CASE("cron gets one line that runs as root, a crontab one that can be found again") {
  const auto file = timer_files(when("0 3 * * sun"), timekeeper::cron_folder);
  REQUIRE(file.size() == 1);
  CHECK(file[0].text.ends_with("\n0 3 * * 0 root /usr/local/lib/dropsweep/dropsweep sweep --config /etc/dropsweep/schedule\n"));
  const auto line = timer_files(when("0 3 * * sun"), timekeeper::crontab);
  REQUIRE(line.size() == 1);
  CHECK(line[0].text ==
        "0 3 * * 0 /usr/local/lib/dropsweep/dropsweep sweep --config /etc/dropsweep/schedule # dropsweep schedule\n");
  CHECK(std::ranges::count(line[0].text, '\n') == 1);
}

TEST_CASE("busybox's cron gets what it means the same by, or nothing") {
  for (const auto* same : {"0 3 * * 0", "*/5 */2 * */3 1,2", "0 0 1,15 * *", "0 0 1,15 * 5", "0 0 * * *"})
    CHECK(for_busybox(when(same)) == same);
  CHECK(for_busybox(when("0 3 * * 7")) == "0 3 * * 0");
  CHECK(for_busybox(when("0 3 * * 5-7")) == "0 3 * * 0,5,6");
  CHECK(for_busybox(when("0 3 * * 1,7")) == "0 3 * * 0,1");
  CHECK(for_busybox(when("0 3 * * 0-7")) == "0 3 * * *");
  CHECK(for_busybox(when("0 3 1-31 * */2")) == "0 3 * * 0,2,4,6");
  CHECK(for_busybox(when("0 3 */1 * 1")) == "0 3 * * 1");
  CHECK(for_busybox(when("0 3 5,*/10 * *")) == "0 3 1,5,11,21,31 * *");
  CHECK(for_busybox(when("0 3 */10 * *")) == "0 3 1,11,21,31 * *");
  CHECK(for_busybox(when("0 3 1 * 0-6")) == "0 3 * * *");
  CHECK(for_busybox(when("0 3 1-31 * 1")) == "0 3 * * *");
  CHECK_FALSE(for_busybox(when("0 3 */10 * 1")));
  CHECK_FALSE(for_busybox(when("0 3 13 * */2")));
}

TEST_CASE("The config says where the engine is, and where a log is only where nothing else keeps one") {
  const auto journal = config_file("mode: full\n", "/run/docker.sock", timekeeper::systemd);
  CHECK(journal.where.mode == "600");
  CHECK(journal.text.contains("\nhost: unix:///run/docker.sock\n"));
  CHECK(journal.text.ends_with("\nmode: full\n"));
  CHECK_FALSE(journal.text.contains("log-file"));
  CHECK(config_file("", "/run/docker.sock", timekeeper::crontab).text.contains("\nlog-file: /var/log/dropsweep.log\n"));
}

TEST_CASE("The script knows the places that we know") {
  for (const auto& one : all_places) {
    if (one.path.starts_with('/')) CHECK(schedule_script.contains("=" + std::string(one.path) + "\n"));
  }
  CHECK(schedule_script.contains("=" + std::string(report_folder) + "\n"));
  CHECK(schedule_script.contains("=" + std::string(log_file) + "\n"));
  // A dot for each character that a shell would not leave alone.
  std::string known("^" + std::string(heading.substr(0, heading.find(','))) + "'");
  std::ranges::replace(known, '`', '.');
  CHECK(schedule_script.contains(known));
}

TEST_CASE("A program tells which machine it is for") {
  std::string program(
      "\x7f"
      "ELF\x02\x01\x01",
      7);
  program.resize(64);
  program[18] = 62;
  CHECK(machine_of(program) == "x86_64");
  program[18] = static_cast<char>(183);
  CHECK(machine_of(program) == "aarch64");
  program[18] = 3;
  CHECK(machine_of(program) == "another");
  CHECK(machine_of(program.substr(0, 40)).empty());
  CHECK(machine_of("#!/bin/sh\n" + std::string(100, ' ')).empty());
}
