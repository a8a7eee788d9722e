// Limits, kills and the host's own memory.
#include <doctest/doctest.h>

#include "advise/proposal.hpp"
#include "unit/advise/hosts.hpp"

using namespace dropsweep;
using namespace dropsweep::testing;

namespace {

container& labelled(container& one, const char* project, const char* service) {
  one.labels["com.docker.compose.project"] = project;
  one.labels["com.docker.compose.service"] = service;
  return one;
}

}  // namespace

TEST_CASE("A tidy host has no finding at all") {
  some_host host;
  host.peak(host.add("web", 100 * MiB, 256 * MiB), 150 * MiB);
  host.peak(host.add("db", 200 * MiB, 512 * MiB), 300 * MiB);
  for (const auto& one : host.advice().findings) FAIL_CHECK(one.rule << ": " << one.what);
  CHECK(host.advice().containers.size() == 2);
  CHECK(host.advice().containers[0].name == foreign("db"));
}

TEST_CASE("A proposal is a quarter above the peak in steps of 16 MiB, and never below 32") {
  CHECK(propose(byte_count{100 * MiB}, byte_count{40 * MiB})->limit == byte_count{128 * MiB});
  CHECK(propose(byte_count{100 * MiB}, byte_count{40 * MiB})->reservation == byte_count{48 * MiB});
  CHECK(propose(byte_count{1 * MiB}, byte_count{1 * MiB})->limit == byte_count{32 * MiB});
  CHECK(propose(byte_count{10 * MiB}, byte_count{90 * MiB})->limit == byte_count{128 * MiB});
  CHECK_FALSE(propose(std::nullopt, byte_count{1}));
  for (std::int64_t peak : {std::int64_t{1}, 33 * MiB, 1000 * MiB + 1}) {
    const auto what = propose(byte_count{peak}, byte_count{peak / 2});
    CHECK(what->limit.value >= peak + peak / 4);
    CHECK(what->reservation <= what->limit);
    CHECK(what->limit.value % (16 * MiB) == 0);
  }
}

TEST_CASE("Containers without a limit get one for the Compose file, replicas the same, and the sum is held against the host") {
  some_host host;
  host.peak(labelled(host.add("shop-web-1", 100 * MiB, {}), "shop", "web"), 120 * MiB);
  host.peak(labelled(host.add("shop-web-2", 60 * MiB, {}), "shop", "web"), 200 * MiB);
  host.peak(host.add("cron", 10 * MiB, 64 * MiB), 20 * MiB);
  const auto found = host.found("missing-limits");
  REQUIRE(found.size() == 1);
  const auto& it = found.front();
  CHECK(it.what == "2 running containers have no memory limit: any of them can take the whole host's");
  CHECK(it.bytes == byte_count{160 * MiB});
  REQUIRE(it.snippets.size() == 2);
  CHECK(it.snippets[0].place == "the Compose file of shop");
  CHECK(it.snippets[0].text ==
        "services:\n  web:\n    deploy:\n      resources:\n        limits:\n          memory: 256M\n        reservations:\n      "
        "    memory: 112M\n");
  CHECK(it.snippets[1].text ==
        "docker update --memory 160M --memory-swap 320M shop-web-1\ndocker update --memory 256M --memory-swap 512M shop-web-2\n");
  // 160 + 256 + 64 MiB, beside 548 - 170 MiB of others.
  CHECK(it.evidence.back() ==
        "all limits together 503.3 MB, 396.4 MB used beside the containers, 2.147 GB of memory: it fits, with 1.248 GB to spare");
}

TEST_CASE("Without a known peak no limit is proposed: it is not guessed") {
  some_host host;
  host.add("web", 100 * MiB, {});
  const auto found = host.found("missing-limits");
  REQUIRE(found.size() == 1);
  CHECK(found[0].evidence[0].contains("its peak is unknown"));
  CHECK(found[0].snippets.empty());
}

TEST_CASE("A sum of limits that does not fit says by how much") {
  some_host host;
  host.peak(host.add("big", 500 * MiB, {}), 2000 * MiB);
  CHECK(host.found("missing-limits")[0].evidence.back().contains("too much, should all of them reach their limits at once"));
}

TEST_CASE("A name that is no plain word is in no line to paste, and cannot break out of the evidence") {
  some_host host;
  host.peak(labelled(host.add("x; rm -rf /\n::error::owned", 100 * MiB, {}), "a\nb", "$(reboot)"), 120 * MiB);
  const auto found = host.found("missing-limits");
  REQUIRE(found.size() == 1);
  CHECK(found[0].snippets.empty());
  CHECK_FALSE(found[0].evidence[0].contains('\n'));
  CHECK_FALSE(can_be_pasted("-rf"));
  CHECK_FALSE(can_be_pasted("a b"));
  CHECK_FALSE(can_be_pasted(""));
  CHECK(can_be_pasted("shop-web_1.2"));
}

TEST_CASE("Kills are counted by what remembers most: events, the kernel, or the engine's last word; with when") {
  some_host host;
  auto& leak = host.add("leak", 30 * MiB, 64 * MiB);
  leak.restart_count = 2;
  host.peak(leak, 64 * MiB, 1);
  for (const auto ago : {3h, 2h, 1h}) host.more.kills.push_back({leak.id, "leak", fakes::now - ago});
  auto& dead = host.add("dead", 0, 16 * MiB);
  dead.state = container_state::exited;
  dead.memory_killed = true;
  dead.finished = fakes::now - days(1);
  const auto found = host.found("memory-kills");
  REQUIRE(found.size() == 1);
  CHECK(found[0].how_soon == urgency::now);
  CHECK(found[0].what == "The kernel killed 2 containers 4 times because they ran out of memory");
  CHECK(found[0].evidence[0] ==
        "leak: 3 kills, last at 2026-03-01T09:00:00Z, 2026-03-01T10:00:00Z, 2026-03-01T11:00:00Z; limit 67.11 MB, peak 67.11 MB "
        "since its start; 2 restarts");
  CHECK(found[0].evidence[1] == "dead: 1 kill, at 2026-02-28T12:00:00Z; limit 16.78 MB");
  CHECK(found[0].snippets[0].text.contains("docker update --memory 96M --memory-swap 192M leak\n"));
  CHECK(host.found("restarts").empty());
}

TEST_CASE("What starts again and again is told with when it did last") {
  some_host host;
  auto& one = host.add("loop", 1 * MiB, 64 * MiB);
  one.restart_count = 17;
  one.exit_code = 1;
  const auto found = host.found("restarts");
  REQUIRE(found.size() == 1);
  CHECK(found[0].evidence[0] == "loop: 17 restarts, the last at 2026-02-26T12:00:00Z; exit code 1");
}

TEST_CASE("A container close to its limit, the page cache apart") {
  some_host host;
  host.peak(host.add("close", 95 * MiB, 100 * MiB), 100 * MiB);
  host.peak(host.add("only cache", 20 * MiB, 100 * MiB), 100 * MiB);
  const auto found = host.found("tight-limits");
  REQUIRE(found.size() == 1);
  CHECK(found[0].evidence.size() == 1);
  CHECK(found[0].evidence[0] == "close: 99.61 MB of 104.9 MB (95%), peak 104.9 MB");
}

TEST_CASE("The host is short of memory when little is available, much is swapped out, or tasks wait; each with its number") {
  some_host host;
  CHECK(host.found("host-memory").empty());
  host.seen.host.memory_available = byte_count{200 * MiB};
  host.seen.host.swap_used = byte_count{600 * MiB};
  host.more.pressure = memory_pressure{.some_10s = 30, .some_60s = 20, .some_300s = 15, .full_300s = 5};
  host.more.page_cache = byte_count{100 * MiB};
  const auto found = host.found("host-memory");
  REQUIRE(found.size() == 1);
  CHECK(found[0].what ==
        "The host is short of memory: 90% of its memory is used, 629.1 MB are swapped out and tasks waited for memory 15% of the "
        "last five minutes");
  CHECK(all_text(found[0]).contains("page cache, which is given back when needed: 104.9 MB"));
  CHECK(all_text(found[0]).contains("15.0% of 300 s"));
  host.seen.host.memory_total.reset();
  host.seen.host.swap_total.reset();
  host.more.pressure.reset();
  CHECK(host.found("host-memory").empty());  // unknown is no finding
}
