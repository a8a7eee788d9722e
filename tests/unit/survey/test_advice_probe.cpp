#include "survey/advice_probe.hpp"

#include <doctest/doctest.h>

using namespace dropsweep;

TEST_CASE("What the host's shell says to \"advice\"") {
  const std::string id(64, 'a');
  advice_facts facts;
  read_advice_probe(
      "memory Cached: 5000\nmemory Buffers: 100\nmemory SReclaimable: 300\nmemory Shmem: 400\n"
      "pressure some avg10=1.50 avg60=2.50 avg300=3.50 total=99\npressure full avg10=0.10 avg60=0.20 avg300=0.30 total=9\n"
      "group " +
          id + " 1048576 3\nlogs\nlog 100 ./" + id + "/" + id + "-json.log\nlog 50 ./" + id + "/" + id +
          "-json.log.1\n"
          "folder 2048 /var/log\n",
      facts);
  CHECK(facts.page_cache == byte_count{5000 * 1024});
  REQUIRE(facts.pressure);
  CHECK(facts.pressure->some_60s == doctest::Approx(2.5));
  CHECK(facts.pressure->full_300s == doctest::Approx(0.3));
  CHECK(facts.groups.at(id).peak == byte_count{1048576});
  CHECK(facts.groups.at(id).kills == 3);
  CHECK(facts.logs->at(id) == byte_count{150});
  REQUIRE(facts.folders.size() == 1);
  CHECK(facts.folders[0].size == byte_count{2048 * 1024});
}

TEST_CASE("What is missing or no number is unknown") {
  const std::string id(64, 'b');
  advice_facts facts;
  const std::string other(64, 'c');
  read_advice_probe("pressure some avg10=nan avg60=0 avg300=0\npressure some\ngroup " + id + " - -\ngroup short 1 1\ngroup " +
                        other + " 1 9223372036854775807\nlog 100 ./" + id + "/x\nmemory Cached: much\nfolder -1 /x\n::error::x\n",
                    facts);
  CHECK_FALSE(facts.pressure);
  CHECK_FALSE(facts.page_cache);
  CHECK_FALSE(facts.logs);
  CHECK(facts.groups.size() == 2);
  CHECK_FALSE(facts.groups.at(id).peak);
  CHECK_FALSE(facts.groups.at(id).kills);
  CHECK_FALSE(facts.groups.at(other).kills);  // the sum over all would be none
  CHECK(facts.folders.empty());
}
