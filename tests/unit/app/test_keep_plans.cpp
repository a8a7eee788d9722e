#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "app/judge.hpp"
#include "app/keep_plans.hpp"
#include "report/plan_file.hpp"
#include "unit/temporary_folder.hpp"

using namespace dropsweep;
using namespace std::chrono_literals;

namespace {

std::string text_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

settings planning(std::string output, policy rules = default_policy(sweep_mode::aggressive)) {
  settings how;
  how.policy = std::move(rules);
  how.dry = dry_run::yes;
  how.plan_output = std::move(output);
  return how;
}

host_record planned(std::string name) {
  host_record host{.host = std::move(name)};
  host.plan = plan{.mode = sweep_mode::aggressive, .engine_id = "engine", .made = {}, .remove = {}, .keep = {}};
  return host;
}

host_record unreachable(std::string name) {
  host_record host{.host = std::move(name)};
  host.failure = error{.code = exit_code::unreachable, .step = "tcp", .seen = "It does not answer."};
  return host;
}

run_record run_of(std::vector<host_record> hosts, const settings& how) {
  run_record run{.dry = how.dry};
  run.hosts = std::move(hosts);
  for (auto& host : run.hosts) judge(host, how.command, how.dry);
  return run;
}

}  // namespace

TEST_CASE("The plans are in the file, and the line tells how to carry them out") {
  const test::temporary_folder place;
  const auto how = planning(place / "plan.json");
  auto run = run_of({planned("root@b"), planned("root@a")}, how);
  CHECK(keep_plans(run, how) == "The plan is in " + how.plan_output +
                                    "; carry it out with: dropsweep sweep root@a root@b --plan " + how.plan_output + "\n");
  CHECK(parse_plan_file(text_of(how.plan_output))->size() == 2);
  CHECK(run.hosts.front().result == run_result::planned);
}

TEST_CASE(
    "The line has what the plan was made with and the mode does not say, since today's rules count when it is carried out") {
  const test::temporary_folder place;
  auto rules = default_policy(sweep_mode::aggressive, 5min);
  rules.older_than = 24h;
  rules.volumes = volume_scope::named;
  rules.keep_last = 0;
  const auto how = planning(place / "plan.json", rules);
  auto run = run_of({planned("root@a")}, how);
  CHECK(keep_plans(run, how).ends_with("/plan.json --older-than 24h --min-age 5m --volumes named --keep-last 0\n"));
  const auto emergency = planning(place / "plan.json", default_policy(sweep_mode::full, 10min));
  CHECK(keep_plans(run, emergency).ends_with("/plan.json\n"));
}

TEST_CASE("A file that cannot be written is how the run ended, for each host whose plan is lost") {
  const test::temporary_folder place;
  const auto how = planning(place / "not there/plan.json");
  auto run = run_of({planned("root@a"), unreachable("root@b")}, how);
  CHECK(keep_plans(run, how).empty());
  judge(run, {});
  CHECK(run.code == exit_code::inputs);
  CHECK(run.result == run_result::failed);
  CHECK(run.fails_step);  // whatever fail-on says: the next step would carry out another plan
  const auto& failure = run.hosts.at(0).failure;
  REQUIRE(failure);
  CHECK(failure->seen == "Cannot write " + how.plan_output +
                             ": making a new file beside it failed: No such file or directory. The plan is lost; what may lie "
                             "there is an earlier one.");
  CHECK_FALSE(failure->advice.empty());
  CHECK(run.hosts.at(1).code == exit_code::unreachable);
}

TEST_CASE("Without any plan nothing is written over the one that is there") {
  const test::temporary_folder place;
  const auto how = planning(place / "plan.json");
  std::ofstream(how.plan_output) << "yesterday's";
  auto run = run_of({unreachable("root@a")}, how);
  CHECK(keep_plans(run, how) ==
        "No plan was made: nothing is written to " + how.plan_output + ", and what may lie there is an earlier one.\n");
  CHECK(text_of(how.plan_output) == "yesterday's");
}

TEST_CASE("Hosts of which the file has no plan are named") {
  const test::temporary_folder place;
  const auto how = planning(place / "plan.json");
  auto run = run_of({unreachable("root@a"), planned("root@b"), unreachable("root@c")}, how);
  CHECK(keep_plans(run, how) ==
        "The plan is in " + how.plan_output +
            " (with none for root@a, root@c: see above); carry it out with: dropsweep sweep root@b --plan " + how.plan_output +
            "\n");
}
