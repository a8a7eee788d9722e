// Interpreters, duplicates and connections, by the processes of containers.
#include <limits>

#include <doctest/doctest.h>

#include "advise/process_words.hpp"
#include "unit/advise/hosts.hpp"

using namespace dropsweep;
using namespace dropsweep::testing;

namespace {

container& in_project(container& one, const char* project) {
  one.labels["com.docker.compose.project"] = project;
  return one;
}

}  // namespace

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
    host.processes(in_project(host.add("svc" + std::to_string(i), 160 * MiB, 256 * MiB), "shop"),
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
  host.seen.containers[0].memory_used = byte_count{600 * MB};
  CHECK(host.found("runtimes").size() == 1);
}

TEST_CASE("Workers that share their pages take no more than their container, and strangers cannot be merged") {
  some_host host;
  host.seen.containers.reserve(10);
  for (int i = 0; i < 4; ++i) {
    container_processes its{.container = host.add("php" + std::to_string(i), 150 * MB, 400 * MB).id};
    for (int worker = 0; worker < 11; ++worker) its.all.push_back({byte_count{60 * MB}, "php-fpm: pool www"});
    host.more.processes.push_back(its);
  }
  auto found = host.found("runtimes");
  REQUIRE(found.size() == 1);
  CHECK(found[0].what == "4 PHP runtimes take 600 MB of memory");
  CHECK_FALSE(found[0].bytes);
  CHECK(found[0].costs == "each brings its interpreter and its libraries");
  in_project(host.seen.containers[0], "shop");
  in_project(host.seen.containers[1], "shop");
  in_project(host.seen.containers[2], "blog");
  CHECK(host.found("runtimes")[0].bytes == byte_count{150 * MB});
  for (auto& one : host.seen.containers) {
    in_project(one, "shop").memory_used.reset();
    for (auto& its : host.more.processes) its.all[0].resident = {std::numeric_limits<std::int64_t>::max()};
  }
  CHECK(host.found("runtimes")[0].bytes == byte_count{std::numeric_limits<std::int64_t>::max()});
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
  CHECK(found[0].what == "2 containers look like duplicates: the same command, the same mounts, images of one repository");
  CHECK(found[0].bytes == byte_count{50 * MiB});
}

TEST_CASE("Sites out of one stock image with files of their own are no duplicates, nor are two databases") {
  some_host host;
  host.seen.containers.reserve(3);
  for (const auto* site : {"one", "two", "three"}) {
    auto& one = host.add(site, 10 * MiB, 64 * MiB);
    one.command_digest = 7;
    one.mounts = {
        {.type = mount::kind::bind, .source = foreign(std::string("/srv/") + site), .destination = "/usr/share/nginx/html"}};
  }
  CHECK(host.found("duplicates").empty());
  for (auto& one : host.seen.containers) one.mounts.front().source = "/srv/one";
  CHECK(host.found("duplicates").size() == 1);
  for (auto& one : host.seen.containers)
    one.mounts.push_back({.type = mount::kind::volume, .source = one.name, .destination = "/data"});
  CHECK(host.found("duplicates").empty());
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
  for (const auto* other :
       {"postgres: checkpointer ", "postgres: 17/main: walwriter", "postgres: autovacuum launcher",
        "postgres: logical replication launcher", "postgres", "", "postgres: walsender rep 10.0.0.1 streaming",
        "postgres: walsender rep 10.0.0.1(40000) streaming 0/3000060", "postgres: a b (5) idle", "postgres: a b c(x) idle"})
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
