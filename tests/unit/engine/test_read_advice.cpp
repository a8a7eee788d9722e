#include "engine/read_advice.hpp"

#include <doctest/doctest.h>

using namespace dropsweep;

TEST_CASE("Processes are read by the titles of `ps`, whatever their order") {
  const auto all =
      read_processes(R"({"Titles":["PID","RSS","COMMAND"],"Processes":[["1","2048","python3 app.py"],["7","x","bad"],["8"]]})");
  REQUIRE(all);
  REQUIRE(all->size() == 1);
  CHECK(all->front().resident == byte_count{2048 * 1024});
  CHECK(all->front().command == foreign("python3 app.py"));
  const auto busybox = read_processes(
      R"({"Titles":["PID","RSS","COMMAND"],"Processes":[["1","12m","a"],["1","1.5g","b"],["1","1.m.","c"],["1","12k","d"],["1","9999999999999g","e"]]})");
  REQUIRE(busybox->size() == 2);
  CHECK(busybox->at(0).resident == byte_count{12 << 20});
  CHECK(busybox->at(1).resident.value > 1'600'000'000);
  CHECK(read_processes(R"({"Titles":["PID"],"Processes":null})")->empty());
  CHECK_FALSE(read_processes(R"({"Titles":["PID","CMD"],"Processes":[["1","x"]]})"));
  CHECK_FALSE(read_processes("[]"));
}

TEST_CASE("A history begins with the oldest layer, and what it says of itself is cut") {
  const auto layers =
      read_history(R"([{"CreatedBy":"RUN new","Size":5},{"CreatedBy":")" + std::string(17000, 'x') + R"(","Size":7}])");
  REQUIRE(layers);
  CHECK(layers->size() == 2);
  CHECK(layers->back().made_by == foreign("RUN new"));
  CHECK(layers->front().size == byte_count{7});
  CHECK(layers->front().made_by.raw().size() == 16000);
  CHECK(layers->front().cut);
  CHECK_FALSE(layers->back().cut);
}

TEST_CASE("Of the engine's events those of memory count, and that a container was changed") {
  const std::string id(64, 'c');
  const auto events = read_memory_events(
      R"({"Type":"container","Action":"oom","Actor":{"ID":")" + id + R"(","Attributes":{"name":"leak"}},"time":1767225600})" +
      "\n" + R"({"Type":"container","Action":"oom","Actor":{"ID":"nonsense"},"time":1767225600})" + "\n{broken\n" +
      R"({"Type":"container","Action":"die","Actor":{"ID":")" + id + R"("},"time":1767225600})" + "\n" +
      R"({"Action":"update","Actor":{"ID":")" + id + R"("},"time":1767225600})" + "\n" + R"({"Action":"update","Actor":{"ID":")" +
      id + R"("},"time":1767225660})");
  const auto& kills = events.kills;
  REQUIRE(kills.size() == 1);
  CHECK(kills[0].container == id);
  CHECK(kills[0].name == foreign("leak"));
  CHECK(kills[0].when == parse_instant("2026-01-01T00:00:00Z"));
  REQUIRE(events.changed.size() == 1);
  CHECK(events.changed.at(id) == parse_instant("2026-01-01T00:01:00Z"));
}
