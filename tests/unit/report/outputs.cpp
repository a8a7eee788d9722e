#include <doctest/doctest.h>

#include <map>

#include "fakes/contract_outputs.hpp"
#include "report/render.hpp"
#include "report/writer.hpp"
#include "runner_rules.hpp"
#include "scenes.hpp"

using namespace dropsweep;
using namespace dropsweep::test;

namespace {

std::map<std::string, std::string> outputs_of(const run_record& run) {
  std::map<std::string, std::string> all;
  for (const auto& [name, value] : render_outputs(run, "/tmp/report.json")) all.emplace(name, value);
  return all;
}

}  // namespace

TEST_CASE("The outputs are those of the contract, in its order, whatever happened") {
  for (const auto& [name, record] : scenes) {
    std::vector<std::string> names;
    for (const auto& [output, value] : render_outputs(record(), "")) names.push_back(output);
    CHECK(names == fakes::contract_outputs);
  }
}

TEST_CASE("A good sweep in numbers") {
  auto all = outputs_of(good_sweep());
  CHECK(all["result"] == "swept");
  CHECK(all["mode"] == "aggressive");
  CHECK(all["exit-code"] == "0");
  CHECK(all["reclaimed-bytes"] == "12404250000");
  CHECK(all["reclaimed"] == "12.4 GB");
  CHECK(all["measured-bytes"] == "11900000000");
  CHECK(all["disk-used-before"] == "82");
  CHECK(all["disk-used-after"] == "59");
  CHECK(all["available-bytes"] == "21000000000");
  CHECK(all["removed-containers"] == "3");
  CHECK(all["removed-images"] == "38");
  CHECK(all["removed-volumes"] == "2");
  CHECK(all["removed-networks"] == "1");
  CHECK(all["removed-cache-records"] == "9");
  CHECK(all["health"] == "healthy");
  CHECK(all["unhealthy-services"] == "[]");
  CHECK(all["report-file"] == "/tmp/report.json");
}

TEST_CASE("What is unknown is empty, what did not happen is 0") {
  auto all = outputs_of(refused_host_key());
  CHECK(all["result"] == "failed");
  CHECK(all["exit-code"] == "4");
  CHECK(all["reclaimed-bytes"] == "0");
  CHECK(all["measured-bytes"].empty());
  CHECK(all["disk-used-before"].empty());
  CHECK(all["available-bytes"].empty());
  CHECK(all["health"] == "unchecked");
}

TEST_CASE("Several hosts: sums, the worst, and the fullest disk") {
  auto all = outputs_of(fleet_of_three());
  CHECK(all["removed-images"] == "38");
  CHECK(all["disk-used-before"] == "82");
  CHECK(all["disk-used-after"] == "59");
  CHECK(all["health"] == "unchecked");  // one of them could not be asked: "healthy" would be a claim about it
  CHECK(all["exit-code"] == "4");
}

TEST_CASE("Unhealthy services are a JSON list of the configured names, containers among them as container://NAME") {
  CHECK(outputs_of(broken_service())["unhealthy-services"] == R"(["rag","container://shop-qdrant-1"])");
  CHECK(outputs_of(already_down_service())["unhealthy-services"] == R"(["state"])");
}

TEST_CASE("The runner reads back exactly what was rendered") {
  for (const auto& [name, record] : scenes) {
    const auto rendered = render_outputs(record(), "/tmp/a\nb\r=<<x");
    const auto read = parse_outputs(output_records(rendered, random_delimiter()));
    REQUIRE(read);
    CHECK(*read == std::map<std::string, std::string>(rendered.begin(), rendered.end()));
  }
}
