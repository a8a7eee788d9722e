#include "plan/busy.hpp"

#include <doctest/doctest.h>

using namespace dropsweep;
using namespace std::chrono_literals;

namespace {

const instant noon = *parse_instant("2026-11-23T12:00:00Z");

survey quiet_host() {
  survey facts;
  facts.engine.clock = noon;
  return facts;
}

std::vector<std::string> signs(const survey& facts, sweep_mode mode = sweep_mode::standard) {
  return signs_of_work(facts, default_policy(mode));
}

std::vector<std::string> told_of_client(const char* command, span age) {
  auto facts = quiet_host();
  facts.host.clients.push_back({.process = 42, .command = command, .age = age});
  return signs(facts);
}

std::size_t signs_of_client(const char* command, span age) { return told_of_client(command, age).size(); }

std::string shown_of(const char* command) {
  const auto told = told_of_client(command, 12s);
  REQUIRE(told.size() == 1);
  constexpr std::string_view behind = " runs (process 42, for 12s)";
  REQUIRE(told[0].ends_with(behind));
  return told[0].substr(0, told[0].size() - behind.size());
}

}  // namespace

TEST_CASE("a quiet host has no signs") { CHECK(signs(quiet_host()).empty()); }

TEST_CASE("clients that change something count while they are young; an up that stays attached does not count for ever") {
  for (const auto* command : {"docker pull a:1", "docker buildx build .", "/usr/bin/docker compose up -d", "docker-compose pull"})
    CHECK(signs_of_client(command, 5s) == 1);
  CHECK(signs_of_client("docker build .", 2h) == 1);
  CHECK(signs_of_client("docker build .", 4h) == 0);
  CHECK(signs_of_client("docker compose up", 11min) == 0);
}

TEST_CASE("clients that only look do not count, whatever they name") {
  for (const auto* command :
       {"docker ps", "docker logs -f up", "docker exec web npm run build", "docker compose logs -f", "docker stats"})
    CHECK(signs_of_client(command, 5s) == 0);
}

TEST_CASE("of a client's command only the program and the word that decides are told: any other may be a password") {
  CHECK(shown_of("docker build --build-arg NPM_TOKEN=hunter2 .") == "`docker build`");
  CHECK(shown_of("docker run -e DB_PASSWORD=hunter2 shop/web:1 serve --key hunter2") == "`docker run`");
  CHECK(shown_of("/opt/hunter2/docker --context hunter2 compose -p hunter2 up -d") == "`docker … up`");
  CHECK(shown_of("/bin/sh /tmp/docker-compose pull hunter2") == "`docker-compose pull`");
  CHECK(shown_of("docker-compose --file hunter2 up") == "`docker-compose … up`");
  CHECK(shown_of("docker pull me:hunter2@registry.example/web") == "`docker pull`");
  CHECK(shown_of("buildctl build --opt build-arg:TOKEN=hunter2") == "`buildctl build`");
  CHECK(shown_of("hunter2 build") == "`… build`");  // a name that it gave itself
}

TEST_CASE("a container that was created and not started counts below the age line, and for an hour at most") {
  auto facts = quiet_host();
  facts.containers.push_back({.name = "coming", .state = container_state::created, .created = noon - 30min});
  CHECK(signs(facts) == std::vector<std::string>{"container coming was created 30m ago and is not started yet"});
  CHECK(signs(facts, sweep_mode::full).empty());  // its line is min-age
  facts.containers[0].created = noon - 61min;
  CHECK(signs(facts, sweep_mode::aggressive).empty());
  facts.containers[0].created.reset();
  CHECK(signs(facts).empty());
}

TEST_CASE("builds, downloads and pulls are told with their evidence") {
  auto facts = quiet_host();
  facts.cache = {{.id = "a", .in_use = true}, {.id = "b"}};
  facts.host.downloads = {"/var/lib/docker/tmp/GetImageBlob1"};
  facts.transfers = {{"shop/web:2", noon - 14s}, {"shop/web:1", noon - 15s}};
  CHECK(signs(facts) == std::vector<std::string>{"image layers are being downloaded (/var/lib/docker/tmp/GetImageBlob1)",
                                                 "image shop/web:2 was pulled or pushed a moment ago",
                                                 "a build is at work: 1 build cache record is in use"});
}

TEST_CASE("a build cache record that engine 20.10 calls in use for ever is no build") {
  auto facts = quiet_host();
  facts.engine.api_version = "1.41";
  facts.cache = {{.id = "left", .in_use = true, .created = noon - 30h, .last_used = noon - 3h}};
  CHECK(signs(facts).empty());
  facts.cache[0].last_used = noon - 179min;
  CHECK(signs(facts) == std::vector<std::string>{"a build is at work: 1 build cache record is in use"});
  facts.cache[0].last_used = noon - 30h;
  facts.engine.api_version = "1.42";
  CHECK(signs(facts).size() == 1);
  facts.engine.api_version = "1.41";
  facts.cache[0].created.reset();
  facts.cache[0].last_used.reset();
  CHECK(signs(facts).size() == 1);
}
