#include <doctest/doctest.h>

#include "schedule/history.hpp"

using namespace dropsweep;

namespace {

constexpr std::string_view sunday = "2026-11-29T03:00:02Z";

std::string seconds(std::string_view moment) {
  return std::to_string(std::chrono::floor<std::chrono::seconds>(*parse_instant(moment)).time_since_epoch().count());
}

// The host's answer, with its clock at `now`.
std::string answer(std::string_view now, std::string_view runs = "", std::string_view zone = "+0000",
                   std::string_view since = "2026-11-25T12:00:00Z") {
  return "clock " + seconds(now) + "\nzone " + std::string(zone) + "\nsince " + seconds(since) + "\nat 0 3 * * 0\n" +
         std::string(runs);
}

schedule_history seen(std::string_view text) {
  const auto history = read_history(text);
  REQUIRE(history);
  return *history;
}

std::vector<std::string> troubles(std::string_view now, std::string_view runs) { return troubles_of(seen(answer(now, runs))); }

std::string run(std::string_view started, int code) {
  const auto from = *parse_instant(started);
  return "run x\n" + note_of({.started = from,
                              .ended = from + std::chrono::seconds{5},
                              .exit_code = code,
                              .result = code == 0 ? "swept" : "unhealthy",
                              .health = "healthy",
                              .verdict = "Swept unix:///run/docker.sock"});
}

}  // namespace

TEST_CASE("Where there is no schedule nothing is said") { CHECK_FALSE(read_history("")); }

TEST_CASE("What a run noted is read back") {
  const auto history = seen(answer("2026-11-29T04:00:00Z", run(sunday, 0)));
  REQUIRE(history.runs.size() == 1);
  CHECK(words_of(history.runs[0]) == "2026-11-29T03:00:02Z: swept, exit code 0, healthy: Swept unix:///run/docker.sock");
  CHECK(troubles_of(history).empty());
  CHECK(format_instant(*next_run(history)) == "2026-12-06T03:00:00Z");
}

TEST_CASE("A run that failed is told until the next one ends well") {
  const auto told = troubles("2026-11-30T00:00:00Z", run(sunday, 8));
  REQUIRE(told.size() == 1);
  CHECK(told[0].contains("failed: 2026-11-29T03:00:02Z: unhealthy, exit code 8"));
  CHECK(troubles("2026-12-06T05:00:00Z", run(sunday, 8) + run("2026-12-06T03:00:01Z", 0)).empty());
}

TEST_CASE("A run that has only begun did not come to its end, unless it is at work") {
  const auto begun = "run x\n" + note_of({.started = *parse_instant(sunday)});
  CHECK(troubles("2026-11-29T03:00:30Z", begun)[0].contains("did not come to its end"));
  CHECK(troubles("2026-11-29T03:00:30Z", begun + "running\n").empty());
}

TEST_CASE("A run that never happened is told, but not before it is an hour late, nor for times before there was a schedule") {
  CHECK(troubles("2026-11-29T03:59:00Z", "").empty());
  const auto told = troubles("2026-11-29T04:01:00Z", "");
  REQUIRE(told.size() == 1);
  CHECK(told[0] == "The host's own scheduled sweep (0 3 * * 0) should have begun at 2026-11-29T03:00:00Z and did not.");
  CHECK(troubles("2026-12-06T05:00:00Z", run(sunday, 0)).size() == 1);
  CHECK(troubles_of(seen(answer("2026-11-29T04:01:00Z", "", "+0000", "2026-11-29T03:30:00Z"))).empty());
}

TEST_CASE("cron goes by the host's clock, systemd by what we wrote for it") {
  const auto cron = seen(answer("2026-11-28T23:00:00Z", "", "+0530"));
  CHECK(format_instant(*next_run(cron)) == "2026-12-05T21:30:00Z");
  CHECK(format_instant(*next_run(seen(answer("2026-11-28T20:00:00Z", "", "+0530")))) == "2026-11-28T21:30:00Z");
  CHECK(format_instant(*next_run(seen(answer("2026-11-28T20:00:00Z", "", "+0530\nin UTC")))) == "2026-11-29T03:00:00Z");
}

TEST_CASE("A run by a clock that was set forward or back since is that run all the same") {
  const auto autumn = [](std::string_view began) {
    return troubles_of(seen(answer("2026-10-26T12:00:00Z", run(began, 0), "+0100", "2026-10-01T00:00:00Z")));
  };
  CHECK(autumn("2026-10-25T02:00:01Z").empty());
  CHECK(autumn("2026-10-25T01:00:01Z").empty());  // by summer time
  CHECK(autumn("2026-10-25T00:30:00Z").size() == 1);
  // One that is installed between what the time was and what it would be now has missed nothing.
  CHECK(troubles_of(seen(answer("2026-10-26T12:00:00Z", "", "+0100", "2026-10-25T01:30:00Z"))).empty());
  CHECK(troubles_of(seen(answer("2026-11-29T12:00:00Z", run("2026-11-29T02:30:00Z", 0), "+0000\nin UTC"))).size() == 1);
}

TEST_CASE("A time that somebody broke is told") {
  CHECK(troubles_of(seen("clock 1700000000\nat whenever\n"))[0].contains("cannot be read"));
}

TEST_CASE("What a host says forges nothing") {
  const auto told = troubles("2026-11-29T03:10:00Z",
                             "run x\nstarted 2026-11-29T03:00:02Z\nended 2026-11-29T03:00:03Z\nresult \x1b[2J\nexit-code 1\n"
                             "verdict ::error::\n");
  REQUIRE(told.size() == 1);
  CHECK_FALSE(told[0].contains('\x1b'));
}
