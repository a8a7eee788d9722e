// Logs, volumes, build cache, builders, and what Docker does not explain.
#include <doctest/doctest.h>

#include "unit/advise/hosts.hpp"

using namespace dropsweep;
using namespace dropsweep::testing;

TEST_CASE("Logs that are never rotated, biggest first, with what to set; unknown sizes are said to be unknown") {
  some_host host;
  host.seen.containers.reserve(3);
  auto& chatty = host.add("chatty", MiB, 64 * MiB);
  chatty.log_rotates = false;
  host.add("calm", MiB, 64 * MiB);
  (*host.more.logs)[chatty.id] = byte_count{200 * MB};
  auto found = host.found("log-rotation");
  REQUIRE(found.size() == 1);
  CHECK(found[0].what == "The logs of 1 container are never rotated: 200 MB until now");
  CHECK(found[0].evidence == std::vector<std::string>{"chatty: 200 MB"});
  CHECK(found[0].snippets[0].text.contains("\"max-size\": \"10m\""));
  CHECK(found[0].snippets[0].place == "add these keys to /etc/docker/daemon.json (keep what is there)");
  CHECK(found[0].to_do.contains("restarts all containers too, unless live-restore is on"));
  host.more.logs.reset();
  found = host.found("log-rotation");
  CHECK(found[0].what == "The logs of 1 container are never rotated");
  CHECK_FALSE(found[0].bytes);
}

TEST_CASE("Volumes that no container mounts are added up; a stopped container's are mounted") {
  some_host host;
  auto& stopped = host.add("stopped", 0, 64 * MiB);
  stopped.state = container_state::exited;
  stopped.mounts.push_back({.type = mount::kind::volume, .source = "kept", .destination = "/x"});
  host.seen.volumes = {fakes::volume_builder("kept").size(900 * MB).it, fakes::volume_builder("old").size(700 * MB).it,
                       fakes::volume_builder("small").size(MB).it};
  const auto found = host.found("unused-volumes");
  REQUIRE(found.size() == 1);
  CHECK(found[0].what == "2 volumes that no container mounts hold 701 MB");
  CHECK(found[0].evidence[0] == "old: 700 MB, mounted by no container");
}

TEST_CASE("A volume that grows is told with its growth per day, from what an earlier run measured") {
  some_host host;
  auto& db = host.add("db", MiB, 64 * MiB);
  db.mounts.push_back({.type = mount::kind::volume, .source = "data", .destination = "/x"});
  host.seen.volumes = {fakes::volume_builder("data").created(days(50)).size(9 * GB).it};
  const auto born = *host.seen.volumes[0].created;
  host.seen.earlier.sizes = {{.of = tracked_size::kind::volume,
                              .name = "data",
                              .born = born,
                              .first = fakes::now - days(10),
                              .last = fakes::now - days(3),
                              .size_first = {3 * GB},
                              .size_last = {7 * GB}}};
  const auto found = host.found("large-volumes");
  REQUIRE(found.size() == 1);
  CHECK(found[0].evidence[0] == "data: 9 GB, +600 MB a day");
  host.seen.earlier.sizes[0].born -= days(1);  // another volume of that name
  CHECK(host.found("large-volumes").empty());
}

TEST_CASE("Build cache that nothing uses, by type") {
  some_host host;
  const auto add = [&](const char* id, const char* type, std::int64_t size) {
    auto one = fakes::record_builder(id).used(days(20)).it;
    one.type = type;
    one.size = {size};
    host.seen.cache.push_back(one);
  };
  add("a", "regular", 3 * GB);
  add("b", "regular", 1 * GB);
  add("c", "exec.cachemount", 2 * GB);
  host.seen.cache.push_back(fakes::record_builder("d").in_use().it);
  const auto found = host.found("build-cache");
  REQUIRE(found.size() == 1);
  CHECK(found[0].what == "6 GB of build cache that nothing uses now");
  CHECK(found[0].evidence[0] == "regular: 4 GB in 2 records");
  CHECK(found[0].evidence[2] == "the oldest was last used 2 weeks ago");
  CHECK(found[0].snippets[0].place == "add these keys to /etc/docker/daemon.json (keep what is there)");
  CHECK(found[0].to_do.contains("unless live-restore is on"));
  CHECK(found[0].snippets[0].text.contains("\"defaultKeepStorage\": \"2GB\""));
  host.seen.cache.resize(0);
  add("e", "regular", 2'200 * MB);  // as advised, a little above until the engine cleans up again
  CHECK(host.found("build-cache").empty());
  host.seen.host.disks[0].size = {10 * GB};
  const auto small = host.found("build-cache");
  REQUIRE(small.size() == 1);
  CHECK(small[0].snippets[0].text.contains("\"defaultKeepStorage\": \"1GB\""));
  host.seen.cache.resize(0);
  add("f", "regular", 1'100 * MB);
  CHECK(host.found("build-cache").empty());
}

TEST_CASE("A builder in a container of its own is told with its volume") {
  some_host host;
  auto& one = host.add("buildx_buildkit_ci0", 100 * MiB, 512 * MiB);
  one.mounts.push_back({.type = mount::kind::volume, .source = "buildx_buildkit_ci0_state", .destination = "/var/lib/buildkit"});
  host.seen.volumes = {fakes::volume_builder("buildx_buildkit_ci0_state").size(5 * GB).it};
  const auto found = host.found("builders");
  REQUIRE(found.size() == 1);
  CHECK(found[0].bytes == byte_count{5 * GB});
  CHECK(found[0].what ==
        "1 builder of buildx in a container of its own holds 5 GB, which the engine does not count as build cache");
  CHECK(found[0].snippets[0].text == "docker buildx prune --builder ci --keep-storage 2GB\n");
  host.seen.volumes[0].size = byte_count{2 * GB};  // as after that
  CHECK(host.found("builders").empty());
  host.seen.volumes[0].size.reset();
  CHECK(host.found("builders").empty());
}

TEST_CASE("What the file system holds beyond what Docker explains, on a disk of its own and on one that the system shares") {
  some_host host;
  CHECK(host.found("unexplained-disk").empty());  // 0.5 GB of 50
  host.seen.host.disks[0].used = {25 * GB};
  host.more.folders = {{"/var/log", {4 * GB}}, {"/tmp", {MB}}};
  const auto found = host.found("unexplained-disk");
  REQUIRE(found.size() == 1);
  CHECK(found[0].bytes == byte_count{15'499 * MB});
  CHECK(all_text(found[0]).contains("/var/log: 4 GB"));
  CHECK_FALSE(all_text(found[0]).contains("/tmp: 1 MB"));
  CHECK(found[0].snippets[0].text ==
        "du -xh --max-depth=2 \"$(df --output=target /var/lib/docker | tail -1)\" | sort -h | tail -20\n");
  CHECK(host.advice().unknown.empty());
  auto shared = host;
  shared.seen.host.disks.pop_back();
  shared.more.folders.clear();
  CHECK(all_text(shared.found("unexplained-disk")[0]).contains("that could be looked at is large"));
  CHECK(shared.found("unexplained-disk")[0].snippets[0].text.ends_with("journalctl --vacuum-size=200M\napt-get clean\n"));
  shared.seen.host.disks[0].path = "/mnt/a b";
  CHECK(shared.found("unexplained-disk")[0].snippets[0].text == "journalctl --vacuum-size=200M\napt-get clean\n");
  host.seen.usage.volumes.unseen = true;
  CHECK(host.found("unexplained-disk").empty());
  CHECK(host.advice().unknown[0].ends_with("the engine did not say what images, containers, volumes and build cache take."));
  host.seen.engine.containerd_store = true;
  CHECK(host.found("unexplained-disk").empty());
  REQUIRE(host.advice().unknown.size() == 1);
  CHECK(host.advice().unknown[0].contains("with the containerd store"));
  host.seen.engine.containerd_store = host.seen.usage.volumes.unseen = false;
  host.seen.host.container_logs.reset();  // not to be seen by this account: nothing can be said, and that is
  CHECK(host.found("unexplained-disk").empty());
  CHECK(host.advice().unknown[0] ==
        "What the disk holds beyond what Docker explains is unknown: the account may not look into the engine's folder.");
}

TEST_CASE("Inodes run out before the disk does") {
  some_host host;
  host.seen.host.disks[0].inodes_used = 930;
  const auto found = host.found("inodes");
  REQUIRE(found.size() == 1);
  CHECK(found[0].what == "93% of the inodes on /var/lib/docker are used");
  CHECK(found[0].snippets[0].text.contains("$(df --output=target /var/lib/docker | tail -1)"));
  CHECK(found[0].how_soon == urgency::now);
}
