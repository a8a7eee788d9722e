// Interpreters, duplicates and connections, by the processes of containers.
#include <doctest/doctest.h>

#include "advise/process_words.hpp"
#include "unit/advise/hosts.hpp"

using namespace dropsweep;
using namespace dropsweep::testing;

TEST_CASE("A runtime is known by its program, whatever its folder, version and title") {
  CHECK(runtime_of("/usr/local/bin/python3.12 -m uvicorn app:app") == "Python");
  CHECK(runtime_of("gunicorn: master [app]") == "Python");
  CHECK(runtime_of("node /app/server.js") == "Node.js");
  CHECK(runtime_of("/opt/java/bin/java -Xmx256m -jar x.jar") == "JVM");
  CHECK(runtime_of("php-fpm: pool www") == "PHP");
  CHECK(runtime_of("nginx: worker process") == "");
  CHECK(runtime_of("sh -c python3 app.py") == "");
  CHECK(runtime_of("") == "");
}

TEST_CASE("Five Python runtimes are a finding with their memory together; three small ones are none") {
  some_host host;
  host.seen.containers.reserve(10);
  for (int i = 0; i < 5; ++i)
    host.processes(host.add("svc" + std::to_string(i), 60 * MiB, 128 * MiB),
                   {{"/usr/bin/python3 -m app", 90 * MB}, {"python3 worker.py --password=hunter2", (10 + i) * MB}});
  const auto found = host.found("runtimes");
  REQUIRE(found.size() == 1);
  CHECK(found[0].what == "5 Python runtimes take 510 MB of memory");
  CHECK(found[0].evidence[0] == "svc4: 2 processes, 104 MB");
  CHECK(found[0].bytes == byte_count{400 * MB});
  CHECK_FALSE(all_text(found[0]).contains("hunter2"));
  host.more.processes.resize(3);
  CHECK(host.found("runtimes").empty());
  host.more.processes[0].all[0].resident = {500 * MB};  // a quarter of the host's memory
  CHECK(host.found("runtimes").size() == 1);
}

TEST_CASE("The same command out of the same image or another version of it is a duplicate; replicas of one service are none") {
  some_host host;
  host.seen.containers.reserve(10);
  host.seen.images = {fakes::image_builder("a", {"shop/gateway:v6"}).it, fakes::image_builder("b", {"shop/gateway:v7"}).it,
                      fakes::image_builder("c", {"shop/rag:v7"}).it};
  const auto add = [&](const char* name, const char* image, std::uint64_t command, const char* service) -> container& {
    auto& one = host.add(name, 50 * MiB, 128 * MiB);
    one.image_id = fakes::image_id(image);
    one.command_digest = command;
    one.labels["com.docker.compose.project"] = "shop";
    one.labels["com.docker.compose.service"] = service;
    return one;
  };
  add("gateway-1", "b", 7, "gateway");
  add("gateway-2", "b", 7, "gateway");
  add("rag-1", "c", 7, "rag");
  CHECK(host.found("duplicates").empty());
  add("gateway-old", "a", 7, "gateway-old");
  const auto found = host.found("duplicates");
  REQUIRE(found.size() == 1);
  CHECK(found[0].what == "2 containers look like duplicates: the same command, images of one repository");
  CHECK(found[0].bytes == byte_count{50 * MiB});
}

TEST_CASE("Connections are read from the titles of PostgreSQL's processes, with a cluster's name or without") {
  const auto idle = connection_of("postgres: app shop 10.0.0.1(41234) idle");
  REQUIRE(idle);
  CHECK(idle->state == connection_state::idle);
  CHECK(idle->user == "app");
  CHECK(idle->client == "10.0.0.1");
  CHECK(connection_of("postgres: 17/main: app shop [local] idle in transaction")->state == connection_state::idle_in_transaction);
  CHECK(connection_of("postgres: app shop ::1(5) SELECT")->state == connection_state::active);
  CHECK(connection_of("postgres: app shop 10.0.0.1(5) idle in transaction (aborted)")->state ==
        connection_state::idle_in_transaction);
  for (const auto* other : {"postgres: checkpointer ", "postgres: 17/main: walwriter", "postgres: autovacuum launcher",
                            "postgres: logical replication launcher", "postgres", "",
                            "postgres: walsender rep 10.0.0.1 streaming", "postgres: a b (5) idle", "postgres: a b c(x) idle"})
    CHECK_FALSE(connection_of(other));
  CHECK(max_connections_of("postgres -c max_connections=200 -c shared_buffers=1GB") == 200);
  CHECK(max_connections_of("/usr/lib/postgresql/17/bin/postgres -N 50") == 50);
  CHECK_FALSE(max_connections_of("postgres -c max_connections=many"));
}

TEST_CASE("Idle connections are counted against the pool; a few are what a pool is for") {
  some_host host;
  auto& db = host.add("db", 50 * MiB, 512 * MiB);
  container_processes its{.container = db.id};
  its.all.push_back({byte_count{20 * MB}, "postgres -c max_connections=40"});
  for (int i = 0; i < 9; ++i) its.all.push_back({byte_count{8 * MB}, "postgres: app shop 10.0.0.2(5) idle"});
  its.all.push_back({byte_count{8 * MB}, "postgres: app shop 10.0.0.3(5) SELECT"});
  host.more.processes = {its};
  CHECK(host.found("idle-connections").empty());
  for (int i = 0; i < 15; ++i) host.more.processes[0].all.push_back({byte_count{8 * MB}, "postgres: app shop 10.0.0.2(5) idle"});
  auto found = host.found("idle-connections");
  REQUIRE(found.size() == 1);
  CHECK(found[0].what == "24 of 25 PostgreSQL connections of db are idle");
  CHECK(found[0].evidence[1] == "max_connections 40: 62% of them are taken");
  CHECK(found[0].evidence[3] == "24 from 10.0.0.2 as app");
  CHECK(found[0].how_soon == urgency::saving);
  for (int i = 0; i < 8; ++i) host.more.processes[0].all.push_back({byte_count{8 * MB}, "postgres: app shop 10.0.0.4(5) SELECT"});
  CHECK(host.found("idle-connections")[0].how_soon == urgency::now);
}

TEST_CASE("A pool without a word in the command line is PostgreSQL's own of 100, and that is said") {
  some_host host;
  auto& db = host.add("db", 50 * MiB, 512 * MiB);
  container_processes its{.container = db.id};
  its.all.push_back({byte_count{20 * MB}, "postgres"});
  for (int i = 0; i < 79; ++i) its.all.push_back({byte_count{8 * MB}, "postgres: app shop 10.0.0.3(5) SELECT"});
  host.more.processes = {its};
  CHECK(host.found("idle-connections").empty());
  host.more.processes[0].all.push_back({byte_count{8 * MB}, "postgres: app shop 10.0.0.3(5) SELECT"});
  const auto found = host.found("idle-connections");
  REQUIRE(found.size() == 1);
  CHECK(found[0].how_soon == urgency::now);
  CHECK(found[0].what == "80 of PostgreSQL's connections of db are taken, 0 of them idle");
  CHECK(found[0].evidence[1] == "max_connections is not in its command line; of PostgreSQL's own default, 100, 80% are taken");
}
