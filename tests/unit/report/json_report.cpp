#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "golden.hpp"
#include "rendered.hpp"
#include "scenes.hpp"
#include "schema.hpp"

using namespace dropsweep;
using namespace dropsweep::test;

namespace {

nlohmann::json schema() { return nlohmann::json::parse(read_all(DROPSWEEP_TEST_DATA "/../../docs/report.schema.json")); }
nlohmann::json report_of(const run_record& run) { return nlohmann::json::parse(render_json(run)); }

}  // namespace

TEST_CASE("Every scene's report fits the schema") {
  const auto rules = schema();
  for (const auto& [name, record] : scenes) {
    CAPTURE(name);
    CHECK(problems_with(report_of(record()), rules) == std::vector<std::string>{});
  }
}

TEST_CASE("The schema is strict: a missing key, an unknown key and a wrong type are seen") {
  const auto rules = schema();
  auto report = report_of(good_sweep());
  report["hosts"][0].erase("verdict");
  report["hosts"][0]["plan"]["remove"][0]["forced"] = true;
  report["version"] = 2;
  CHECK(problems_with(report, rules).size() == 3);
}

TEST_CASE("The report says what became of every planned item") {
  const auto host = report_of(partial_sweep())["hosts"][0];
  CHECK(host["outcomes"].size() == host["plan"]["remove"].size());
  CHECK(host["outcomes"][3]["fate"] == "failed");
  CHECK(host["outcomes"][3]["claimed_bytes"].is_null());
  CHECK(host["failure"]["theirs"] == "Connection reset by peer");
}

TEST_CASE("Foreign text is data: real characters, always valid UTF-8, never endless") {
  auto run = good_sweep();
  auto& items = run.hosts[0].plan->remove;
  items[0].name = foreign(std::string("\x80\xff naïve \x1b[31m"));
  items[1].name = foreign(std::string(1'000'000, 'x'));
  const auto remove = report_of(run)["hosts"][0]["plan"]["remove"];
  CHECK(remove[0]["name"] == "\xEF\xBF\xBD\xEF\xBF\xBD naïve \x1b[31m");
  CHECK(remove[1]["name"].get<std::string>().size() < 5000);
}

TEST_CASE("A host of thousands of images makes a report of a few megabytes") {
  auto run = good_sweep();
  auto& host = run.hosts[0];
  while (host.plan->keep.size() < 5000) host.plan->keep.push_back(host.plan->keep[host.plan->keep.size() % 97]);
  CHECK(render_json(run).size() < 4'000'000);
}
