// Growth per day, days until full, and whether the host is too small.
#include <doctest/doctest.h>

#include "unit/advise/hosts.hpp"

using namespace dropsweep;
using namespace dropsweep::testing;

namespace {

run_numbers run_of(const some_host& host, span ago, std::int64_t disk_used, std::int64_t memory_used) {
  auto run = numbers_as_found(host.seen);
  run.when = fakes::now - ago;
  run.disk_used = byte_count{disk_used};
  run.memory_used = byte_count{memory_used};
  return run;
}

}  // namespace

TEST_CASE("Disk and memory per day by least squares over like measurements, and the days that are left") {
  some_host host;
  host.seen.earlier.runs = {run_of(host, days(20), 6 * GB, 548 * MiB), run_of(host, days(10), 8 * GB, 548 * MiB)};
  host.seen.earlier.runs.back().volumes = {1 * MB};
  host.seen.usage.volumes.size = {5 * MB};
  const auto trend = host.advice().trend;
  CHECK(trend.runs == 2);
  CHECK(trend.disk_a_day == byte_count{200 * MB});
  CHECK(trend.memory_a_day == byte_count{0});
  CHECK(*trend.days_until_disk_full == doctest::Approx(200));
  CHECK_FALSE(trend.days_until_memory_full);
  CHECK(trend.grew == std::vector<std::string>{"disk +2 GB", "volumes +4 MB"});
  CHECK(host.found("disk-trend").empty());
  host.seen.host.disks[0].available = {1 * GB};
  const auto found = host.found("disk-trend");
  REQUIRE(found.size() == 1);
  CHECK(found[0].what == "The disk is full in 5.0 days if all goes on as it did");
  CHECK(found[0].how_soon == urgency::now);
  CHECK(found[0].evidence[0] == "+200 MB a day, by 3 measurements in 2 weeks");
  host.seen.earlier.runs.back().disk_used = byte_count{11 * GB};  // less than at the last run: it grows no more
  CHECK(host.advice().trend.disk_a_day->value > 0);
  CHECK(host.found("disk-trend").empty());
}

TEST_CASE("After a sweep the trend goes on as the sweep found the host, and not as it left it") {
  some_host host;
  host.seen.host.disks[0].used = {10'300 * MB};
  host.seen.host.disks[0].available = {3 * GB};
  host.seen.earlier.runs = {run_of(host, days(30), 10'000 * MB, 1), run_of(host, days(20), 10'100 * MB, 1),
                            run_of(host, days(10), 10'200 * MB, 1)};
  host.before = host.seen;
  host.seen.host.disks[0].used = {7'300 * MB};
  host.seen.host.disks[0].available = {6 * GB};
  const auto trend = host.advice().trend;
  CHECK(trend.disk_a_day == byte_count{10 * MB});
  CHECK(*trend.days_until_disk_full == doctest::Approx(300));
  CHECK(trend.grew.front() == "disk +100 MB");
  host.before->host.disks[0].available = {300 * MB};
  CHECK(host.found("disk-trend").size() == 1);
}

TEST_CASE("A trend is told with the measurements that it is drawn through") {
  some_host host;
  for (int ago = 90; ago > 0; ago -= 10) {
    host.seen.earlier.runs.push_back(run_of(host, days(ago), 6 * GB, 1));
    if (ago > 30) host.seen.earlier.runs.back().disk_size = byte_count{20 * GB};  // it was made larger since
  }
  host.seen.host.disks[0].available = {1 * GB};
  CHECK(host.advice().trend.disk_by.measurements == 4);
  const auto found = host.found("disk-trend");
  REQUIRE(found.size() == 1);
  CHECK(found[0].evidence[0].ends_with("by 4 measurements in 4 weeks"));
}

TEST_CASE("What the engine did not say is not taken for nothing, neither now nor by the next run") {
  some_host host;
  host.seen.images = {fakes::image_builder("a", {"x:1"}).size(9 * GB).it};
  host.seen.usage = {};
  for (auto* line : {&host.seen.usage.images, &host.seen.usage.build_cache}) line->unseen = true;
  const auto numbers = numbers_as_found(host.seen);
  CHECK_FALSE(numbers.images);
  CHECK_FALSE(numbers.cache);
  CHECK(numbers.volumes == byte_count{0});
  host.seen.earlier.runs = {run_of(host, days(2), 1 * GB, 1)};
  host.seen.usage.images = {.total = 1, .size = {9 * GB}, .reclaimable = {}};
  CHECK(host.advice().trend.grew == std::vector<std::string>{"disk +9 GB", "memory +574.6 MB"});
}

TEST_CASE("Two measurements, less than two days, of another size of disk, or from the future: no trend") {
  some_host host;
  host.seen.earlier.runs = {run_of(host, days(9), 1 * GB, 1)};
  CHECK_FALSE(host.advice().trend.disk_a_day);
  host.seen.earlier.runs = {run_of(host, 40h, 1 * GB, 1), run_of(host, 20h, 2 * GB, 1)};
  CHECK_FALSE(host.advice().trend.disk_a_day);
  host.seen.earlier.runs = {run_of(host, days(9), 1 * GB, 1), run_of(host, days(5), 1 * GB, 1)};
  CHECK(host.advice().trend.disk_a_day);
  host.seen.earlier.runs[0].disk_size = byte_count{20 * GB};
  CHECK_FALSE(host.advice().trend.disk_a_day);
  host.seen.earlier.runs = {run_of(host, -days(1), 1 * GB, 1)};
  CHECK(host.advice().trend.runs == 0);
}

TEST_CASE("A container whose memory only grows is told with the days until its limit") {
  some_host host;
  auto& leak = host.add("leak", 200 * MiB, 256 * MiB);
  leak.started = fakes::now - days(9);
  host.seen.earlier.sizes = {{.of = tracked_size::kind::memory,
                              .name = "leak",
                              .born = *leak.started,
                              .first = fakes::now - days(7),
                              .last = fakes::now - days(2),
                              .size_first = {60 * MiB},
                              .size_last = {150 * MiB}}};
  const auto found = host.found("memory-growth");
  REQUIRE(found.size() == 1);
  CHECK(found[0].bytes == byte_count{20 * MiB});
  CHECK(found[0].evidence[0].contains("+20.97 MB a day since 2026-02-22T12:00:00Z"));  // when it was first measured
  CHECK(found[0].evidence[0].contains("at its end in 2.8 days"));
  host.seen.earlier.sizes[0].size_last = {210 * MiB};  // it has given some back since
  CHECK(host.found("memory-growth").empty());
  host.seen.earlier.sizes[0].size_last = {150 * MiB};
  host.seen.earlier.sizes[0].last = host.seen.earlier.sizes[0].first;  // two measurements in all
  CHECK(host.found("memory-growth").empty());
}

TEST_CASE("The host is too small, or would not be after the fixes: with the sum") {
  some_host host;
  host.seen.containers.reserve(10);
  host.seen.host.memory_available = byte_count{448 * MiB};  // 1600 used
  for (int i = 0; i < 5; ++i) {
    auto& one = host.add("svc" + std::to_string(i), 250 * MiB, 512 * MiB);
    host.peak(one, 900 * MiB);  // mostly page cache, perhaps
    one.labels["com.docker.compose.project"] = "shop";
    host.processes(one, {{"python3 app.py", 150 * MiB}});
  }
  CHECK(host.found("droplet-memory").empty());  // 78 %
  for (const auto& one : host.seen.containers)
    host.seen.earlier.sizes.push_back({.of = tracked_size::kind::memory,
                                       .name = one.name.raw(),
                                       .born = *one.started,
                                       .first = fakes::now - days(3),
                                       .last = fakes::now - days(2),
                                       .size_first = {300 * MiB},
                                       .size_last = {200 * MiB}});
  auto found = host.found("droplet-memory");
  REQUIRE(found.size() == 1);
  // 350 beside the containers + 1500 at their highest = 1850 of 2048; the runtimes give back 600.
  CHECK(found[0].what == "A larger host would be unnecessary after the fixes above: 1.311 GB of memory instead of 1.94 GB");
  CHECK(found[0].evidence[0] ==
        "367 MB beside the containers + 1.573 GB for all containers, each at the highest that a run measured = "
        "1.94 GB (90% of 2.147 GB)");
  CHECK(found[0].evidence[1].ends_with("with an unknown share of page cache: 4.719 GB together"));
  // They are duplicates of each other too: the same bytes are not given back twice.
  for (auto& one : host.seen.containers) one.command_digest = 7;
  CHECK(host.found("duplicates").size() == 1);
  CHECK(host.found("droplet-memory")[0].evidence[2] ==
        "the findings on runtimes or on duplicates, whichever gives back more, 1.049 GB: 891.3 MB remain (42%)");
  for (std::size_t i = 0; i < 5; ++i) host.seen.containers[i].command_digest = i + 1;
  host.more.processes.clear();
  found = host.found("droplet-memory");
  CHECK(found[0].what.starts_with("A larger host is needed: 1.94 GB"));
  CHECK(found[0].costs == "a host with 4 GiB");
  host.seen.earlier.runs = {run_of(host, days(2), 1, 3600 * MiB)};  // with swap, say: 4 GiB would be too small again
  found = host.found("droplet-memory");
  CHECK(found[0].evidence[1] == "the most that earlier runs measured of the host: 3.775 GB");
  CHECK(found[0].costs == "a host with 8 GiB");
  host.seen.earlier.runs[0].memory_total = byte_count{8192 * MiB};  // it was another size of host
  CHECK(host.found("droplet-memory")[0].costs == "a host with 4 GiB");
}

TEST_CASE("A full disk that the fixes would empty needs no larger one") {
  some_host host;
  auto& disk = host.seen.host.disks[0];
  disk.used = {45 * GB};
  disk.available = {5 * GB};
  host.seen.usage.images = {.total = 1, .active = 0, .size = {40 * GB}, .reclaimable = {30 * GB}};
  host.seen.images = {fakes::image_builder("a", {"x:1"}).size(30 * GB, 0).it};
  auto found = host.found("droplet-disk");
  REQUIRE(found.size() == 1);
  CHECK(found[0].what == "A larger disk would be unnecessary after the fixes above: 30% full instead of 90%");
  CHECK_FALSE(found[0].bytes);  // what would be given back is no cost
  host.seen.images[0].shared = byte_count{29 * GB};
  CHECK(host.found("droplet-disk")[0].what.starts_with("A larger disk is needed"));
}

TEST_CASE("What hurts already comes first, then what costs most") {
  some_host host;
  host.seen.containers.reserve(10);
  auto& chatty = host.add("chatty", MiB, {});
  chatty.log_rotates = false;
  (*host.more.logs)[chatty.id] = byte_count{900 * MB};
  host.peak(chatty, MiB, 1);
  host.seen.volumes = {fakes::volume_builder("old").size(5 * GB).it};
  std::vector<std::string> order;
  for (const auto& one : host.advice().findings) order.push_back(one.rule);
  CHECK(order == std::vector<std::string>{"memory-kills", "log-rotation", "missing-limits", "unused-volumes"});
}
