// Runs with disk-target and free, on the host of records.cpp.
#include "records.hpp"

namespace dropsweep::test {

namespace {

constexpr std::int64_t MB = 1'000'000, GB = 1000 * MB;

disk_goal target(int percent) { return {.at_most_full = percent, .available = {}, .free_as_given = {}}; }

}  // namespace

// A smaller disk beside that of the engine, and the goal reached half way.
run_record goal_reached() {
  auto run = good_sweep();
  auto& host = run.hosts[0];
  for (std::size_t i = 22; i < host.outcomes.size(); ++i) host.outcomes[i].fate = fate::not_needed;
  auto& disk = host.after->host.disks[0];
  disk.used = {34'200 * MB}, disk.available = {16'200 * MB};
  host.after->usage.images.size = {12'630 * MB};
  for (auto* seen : {&*host.before, &*host.after})
    seen->host.disks.push_back({.path = "/", .size = {10 * GB}, .used = {4 * GB}, .available = {6 * GB}});
  host.goal = goal_page{.goal = target(70), .disk = host.after->host.disks[0], .reached = true, .unmeasured = {}};
  return run;
}

run_record goal_missed() {
  auto run = good_sweep();
  auto& host = run.hosts[0];
  host.goal = goal_page{.goal = {.at_most_full = {}, .available = byte_count{30'000 * MB}, .free_as_given = "30GB"},
                        .disk = host.after->host.disks[0],
                        .reached = false,
                        .unmeasured = {}};
  run.result = host.result = run_result::partial;
  run.code = host.code = exit_code::partial;
  run.fails_step = true;
  return run;
}

run_record dry_run_with_a_goal() {
  auto run = dry_run_of_the_same();
  auto& host = run.hosts[0];
  host.goal = goal_page{.goal = target(60), .disk = host.before->host.disks[0], .reached = false, .unmeasured = {}};
  return run;
}

}  // namespace dropsweep::test
