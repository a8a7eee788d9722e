#include <doctest/doctest.h>

#include "app/judge.hpp"

using namespace dropsweep;

namespace {

outcome ended(fate what) { return {.item = {.kind = object_kind::image, .id = "sha256:1"}, .fate = what}; }

host_record swept(std::vector<outcome> outcomes, overall_health health = overall_health::healthy) {
  host_record host{.host = "root@example", .outcomes = std::move(outcomes)};
  host.health = health_report{.overall = health};
  return host;
}

host_record failed(exit_code code) {
  host_record host{.host = "root@example"};
  host.failure = error{.code = code, .step = "connect", .seen = "It failed."};
  return host;
}

run_record of(std::vector<host_record> hosts) {
  run_record run;
  run.hosts = std::move(hosts);
  for (auto& host : run.hosts) judge(host, command::sweep, dry_run::no);
  return run;
}

const std::vector<fail_cause> everything{fail_cause::error, fail_cause::partial, fail_cause::unhealthy};

}  // namespace

TEST_CASE("a sweep that removed something and left all well is swept") {
  auto host = swept({ended(fate::removed), ended(fate::kept_changed)});
  judge(host, command::sweep, dry_run::no);
  CHECK(host.result == run_result::swept);
  CHECK(host.code == exit_code::done);
}

TEST_CASE("a sweep that had nothing to remove, or kept it all, is clean") {
  auto nothing = swept({});
  judge(nothing, command::sweep, dry_run::no);
  CHECK(nothing.result == run_result::clean);
  auto kept = swept({ended(fate::kept_in_use)});
  judge(kept, command::sweep, dry_run::no);
  CHECK(kept.result == run_result::clean);
}

TEST_CASE("an item that failed, has no answer or was not reached makes the sweep partial") {
  for (const auto what : {fate::failed, fate::unknown, fate::not_started}) {
    auto host = swept({ended(fate::removed), ended(what)});
    judge(host, command::sweep, dry_run::no);
    CHECK(host.result == run_result::partial);
    CHECK(host.code == exit_code::partial);
  }
}

TEST_CASE("a broken service outweighs a partial sweep, and a service that was already down is not healthy either") {
  for (const auto health : {overall_health::unhealthy, overall_health::degraded}) {
    auto host = swept({ended(fate::failed)}, health);
    judge(host, command::sweep, dry_run::no);
    CHECK(host.result == run_result::unhealthy);
    CHECK(host.code == exit_code::unhealthy);
  }
}

TEST_CASE("a dry run is planned, whatever the services say, and exits 0") {
  auto host = swept({}, overall_health::degraded);
  judge(host, command::sweep, dry_run::yes);
  CHECK(host.result == run_result::planned);
  CHECK(host.code == exit_code::done);
}

TEST_CASE("a failure before anything was removed keeps its own exit code") {
  auto host = failed(exit_code::host_key);
  judge(host, command::sweep, dry_run::no);
  CHECK(host.result == run_result::failed);
  CHECK(host.code == exit_code::host_key);
}

TEST_CASE("a connection lost after removals began is a partial sweep") {
  auto host = failed(exit_code::unreachable);
  host.outcomes = {ended(fate::removed), ended(fate::unknown)};
  judge(host, command::sweep, dry_run::no);
  CHECK(host.result == run_result::partial);
}

TEST_CASE("a cancelled sweep is cancelled even when all that had begun went well") {
  auto host = swept({ended(fate::removed), ended(fate::not_started)});
  host.failure = error{.code = exit_code::terminated, .step = "sweep", .seen = "Cancelled."};
  judge(host, command::sweep, dry_run::no);
  CHECK(host.result == run_result::cancelled);
  CHECK(host.code == exit_code::terminated);
}

TEST_CASE("the run ends as its worst host ended, and broken services are worse than a host out of reach") {
  auto run = of({swept({ended(fate::removed)}), failed(exit_code::unreachable), swept({}, overall_health::unhealthy)});
  judge(run, everything);
  CHECK(run.code == exit_code::unhealthy);
  CHECK(run.result == run_result::unhealthy);
  CHECK(run.fails_step);
}

TEST_CASE("when all hosts are well, the one that was swept speaks for the run") {
  auto run = of({swept({}), swept({ended(fate::removed)})});
  judge(run, everything);
  CHECK(run.result == run_result::swept);
  CHECK_FALSE(run.fails_step);
}

TEST_CASE("fail-on chooses which endings fail the step") {
  auto unhealthy = of({swept({}, overall_health::degraded)});
  judge(unhealthy, {fail_cause::error, fail_cause::partial});
  CHECK_FALSE(unhealthy.fails_step);
  CHECK(unhealthy.code == exit_code::unhealthy);
  auto unreachable = of({failed(exit_code::unreachable)});
  judge(unreachable, {fail_cause::unhealthy});
  CHECK_FALSE(unreachable.fails_step);
  judge(unreachable, {fail_cause::error});
  CHECK(unreachable.fails_step);
}

TEST_CASE("bad inputs and a cancellation fail the step whatever fail-on says") {
  run_record inputs;
  inputs.failure = error{.code = exit_code::inputs, .step = "inputs", .seen = "Bad."};
  judge(inputs, {});
  CHECK(inputs.fails_step);
  CHECK(inputs.code == exit_code::inputs);
  auto cancelled = of({failed(exit_code::interrupted)});
  judge(cancelled, {});
  CHECK(cancelled.fails_step);
}

TEST_CASE("A service that a task broke outweighs that nothing was swept after it") {
  auto host = swept({}, overall_health::unhealthy);
  host.skipped = "somebody works on this host";
  host.busy = true;
  host.chores = {{.name = "exec a: true", .well = true}};
  judge(host, command::sweep, dry_run::no);
  CHECK(host.code == exit_code::unhealthy);
  host.health->overall = overall_health::degraded;  // as it was before
  judge(host, command::sweep, dry_run::no);
  CHECK(host.code == exit_code::busy);
}

TEST_CASE("A task that was not done makes the run partial, also where nothing was to be swept") {
  for (const bool skipped : {false, true}) {
    auto host = swept({});
    if (skipped) host.skipped = "the disk is not full";
    host.chores = {{.name = "exec a: true", .well = true}, {.name = "exec b: false"}};
    judge(host, command::sweep, dry_run::no);
    CHECK(host.result == run_result::partial);
    CHECK(host.code == exit_code::partial);
  }
}
