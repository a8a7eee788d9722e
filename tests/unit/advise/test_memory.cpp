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
  const auto by = [](std::int64_t peak, std::int64_t used) {
    return propose({.peak = byte_count{peak}, .recorded = {}, .used = byte_count{used}});
  };
  CHECK(by(100 * MiB, 40 * MiB)->limit == byte_count{128 * MiB});
  CHECK(by(100 * MiB, 40 * MiB)->reservation == byte_count{48 * MiB});
  CHECK(by(1 * MiB, 1 * MiB)->limit == byte_count{32 * MiB});
  CHECK(by(10 * MiB, 90 * MiB)->limit == byte_count{128 * MiB});
  CHECK(propose({.peak = byte_count{MiB}, .recorded = byte_count{200 * MiB}, .used = byte_count{MiB}})->limit ==
        byte_count{256 * MiB});
  CHECK_FALSE(propose({.peak = byte_count{MiB}, .recorded = {}, .used = {}}));
  for (std::int64_t peak : {std::int64_t{1}, 33 * MiB, 1000 * MiB + 1}) {
    const auto what = by(peak, peak / 2);
    CHECK(what->limit.value >= peak + peak / 4);
    CHECK(what->reservation <= what->limit);
    CHECK(what->limit.value % (16 * MiB) == 0);
  }
}

TEST_CASE("A peak that is most of the host's memory is page cache before it is a need: no limit that holds nothing back") {
  const auto by = [](std::int64_t peak, std::int64_t used) {
    return propose({.peak = byte_count{peak}, .recorded = {}, .used = byte_count{used}, .whole = byte_count{2048 * MiB}});
  };
  CHECK(by(1700 * MiB, 120 * MiB)->limit == byte_count{1024 * MiB});
  CHECK(by(1700 * MiB, 120 * MiB)->held);
  CHECK(by(1000 * MiB, 900 * MiB)->limit == byte_count{1264 * MiB});
  CHECK_FALSE(by(1000 * MiB, 900 * MiB)->held);
  CHECK_FALSE(by(1900 * MiB, 1500 * MiB));
  some_host host;
  host.peak(host.add("db", 120 * MiB, {}), 1700 * MiB);
  CHECK(
      host.found("missing-limits")[0].evidence[0].ends_with("; by its peak it would be most of the host, so half of the host or "
                                                            "twice what it uses -> limit 1024MiB, reservation 128MiB"));
}

TEST_CASE("A builder, which takes much only while it builds, gets no limit") {
  some_host host;
  host.add("buildx_buildkit_ci0", 20 * MiB, {});
  CHECK(host.found("missing-limits").empty());
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

TEST_CASE("Where the kernel keeps no peak it is twice the highest measurement, and labelled so") {
  some_host host;
  host.add("web", 100 * MiB, {});
  auto found = host.found("missing-limits");
  REQUIRE(found.size() == 1);
  CHECK(found[0].evidence[0] ==
        "web: uses 104.9 MB; its peak is unknown, so twice the highest of these -> limit 208MiB, reservation 112MiB");
  host.seen.earlier.sizes = {{.of = tracked_size::kind::memory,
                              .name = "web",
                              .born = fakes::now - days(30),  // of an earlier deploy
                              .first = fakes::now - days(20),
                              .last = fakes::now - days(10),
                              .size_first = {200 * MiB},
                              .size_last = {90 * MiB}}};
  found = host.found("missing-limits");
  CHECK(found[0].evidence[0].contains("earlier runs measured up to 209.7 MB; its peak is unknown"));
  CHECK(found[0].snippets[0].text == "docker update --memory 400M --memory-swap 800M web\n");
}

TEST_CASE("Of what started within a day the age is told and no limit: its peak is yet to come") {
  some_host host;
  host.seen.containers.reserve(5);
  auto& young = labelled(host.add("web", 100 * MiB, {}), "shop", "web");
  host.peak(young, 120 * MiB);
  young.started = fakes::now - 23h;
  auto found = host.found("missing-limits");
  REQUIRE(found.size() == 1);
  CHECK(found[0].evidence[0] ==
        "web: uses 104.9 MB, peak 125.8 MB with the cache; it started 23 hours ago: a limit is proposed after a day");
  CHECK(found[0].snippets.empty());
  CHECK(found[0].to_do.contains("when they have run for a day"));
  host.peak(host.add("old", 10 * MiB, {}), 20 * MiB);
  found = host.found("missing-limits");
  REQUIRE(found[0].snippets.size() == 1);
  CHECK_FALSE(found[0].snippets[0].text.contains("web"));
  young.started.reset();
  CHECK(host.found("missing-limits")[0].evidence[0].contains("when it started is unknown"));
  young.started = fakes::now - 24h;
  CHECK(host.found("missing-limits")[0].snippets.size() == 2);
}

TEST_CASE("Nothing is said to fit while a container has neither a limit nor a proposal") {
  some_host host;
  host.seen.containers.reserve(5);
  host.peak(host.add("old", 10 * MiB, {}), 20 * MiB);
  CHECK(host.found("missing-limits")[0].evidence.back().contains("it fits"));
  auto& young = host.add("young", 10 * MiB, {});
  young.started = fakes::now - 1h;
  CHECK(host.found("missing-limits")[0].evidence.back().ends_with("whether it fits is unknown, because 1 container has none"));
  young.started = fakes::now - days(2);
  CHECK(host.found("missing-limits")[0].evidence.back().contains("it fits"));
  host.add("one-off", MiB, {}).one_off = true;  // `docker run --rm` has none either
  CHECK(host.found("missing-limits")[0].evidence.back().contains("whether it fits is unknown"));
}

TEST_CASE("A sum of limits that does not fit says by how much") {
  some_host host;
  host.seen.containers.reserve(2);
  host.peak(host.add("big", 250 * MiB, {}), 2000 * MiB);
  host.peak(host.add("other", 250 * MiB, {}), 2000 * MiB);
  CHECK(host.found("missing-limits")[0].evidence.back().contains("too much, should all of them reach their limits at once"));
}

TEST_CASE("A name that is no plain word is in no line to paste, and cannot break out of the evidence") {
  some_host host;
  host.peak(labelled(host.add("x; rm -rf /\n::error::owned", 100 * MiB, {}), "a\nb", "$(reboot)"), 120 * MiB);
  const auto found = host.found("missing-limits");
  REQUIRE(found.size() == 1);
  CHECK(found[0].snippets.empty());
  CHECK_FALSE(found[0].to_do.contains("for a day"));  // it has run for three
  CHECK_FALSE(found[0].evidence[0].contains('\n'));
}

TEST_CASE(
    "Kills are told by what remembers them: events, the kernel's counter of processes, or the engine's last word; with when") {
  some_host host;
  host.seen.containers.reserve(5);
  auto& leak = host.add("leak", 30 * MiB, 64 * MiB);
  leak.restart_count = 2;
  host.peak(leak, 64 * MiB, 4);
  for (const auto ago : {3h, 2h, 1h}) host.more.events.kills.push_back({leak.id, "leak", fakes::now - ago});
  auto& dead = host.add("dead", 0, 16 * MiB);
  dead.state = container_state::exited;
  dead.memory_killed = true;
  dead.finished = fakes::now - days(1);
  auto found = host.found("memory-kills");
  REQUIRE(found.size() == 1);
  CHECK(found[0].how_soon == urgency::now);
  CHECK(found[0].what == "The kernel killed at least 5 processes of 2 containers because they ran out of memory");
  CHECK(found[0].evidence[0] ==
        "leak: 3 kills, last at 2026-03-01T09:00:00Z, 2026-03-01T10:00:00Z, 2026-03-01T11:00:00Z; the kernel counts 4 killed "
        "processes "
        "since its start; limit 67.11 MB, peak 67.11 MB since its start; 2 restarts");
  CHECK(found[0].evidence[1] == "dead: killed at 2026-02-28T12:00:00Z; limit 16.78 MB");
  CHECK(found[0].snippets[0].text == "docker update --memory 96M --memory-swap 192M leak\n");
  CHECK(host.found("restarts").empty());
}

TEST_CASE("A limit that was raised after the kills is not raised again at each look") {
  some_host host;
  auto& leak = host.add("leak", 30 * MiB, 64 * MiB);
  host.peak(leak, 64 * MiB, 1);
  host.more.events.kills = {{leak.id, "leak", fakes::now - 3h}};
  REQUIRE(host.found("memory-kills")[0].snippets.size() == 1);
  leak.memory_limit = byte_count{96 * MiB};  // as the line says
  host.more.events.changed[leak.id] = fakes::now - 2h;
  auto found = host.found("memory-kills");
  REQUIRE(found.size() == 1);
  CHECK(found[0].how_soon == urgency::saving);
  CHECK(found[0].snippets.empty());
  CHECK(found[0].evidence[0].starts_with("leak: 1 kill before its present start or a change of its settings"));
  host.more.events = {};  // the engine has forgotten both; the counter goes on, and its peak is below the limit
  found = host.found("memory-kills");
  CHECK(found[0].evidence[0].contains("the kernel counts 1 killed process since its start"));
  CHECK(found[0].snippets.empty());
  host.more.events.changed[leak.id] = fakes::now - 2h;
  host.more.events.kills = {{leak.id, "leak", fakes::now - 1h}};
  CHECK(host.found("memory-kills")[0].snippets[0].text.contains("--memory 144M"));  // it was not enough
}

TEST_CASE("Kills before somebody started it anew are history; before a start by its policy they are not") {
  some_host host;
  auto& one = host.add("web", 30 * MiB, 64 * MiB);
  one.started = fakes::now - 1h;
  host.more.events.kills = {{one.id, "web", fakes::now - 2h}, {fakes::id_of("99"), "gone", fakes::now - 2h}};
  auto found = host.found("memory-kills");
  REQUIRE(found.size() == 1);
  CHECK(found[0].how_soon == urgency::saving);
  CHECK(found[0].what ==
        "The kernel killed processes of 2 containers for their memory; since then they started anew, were changed or ended");
  one.restart_count = 1;
  found = host.found("memory-kills");
  CHECK(found[0].how_soon == urgency::now);
  CHECK(found[0].what == "The kernel killed at least 1 process of 1 container because it ran out of memory");
  CHECK(found[0].evidence[1] == "gone: 1 kill; it is gone");
}

TEST_CASE("A kill of what has been down for more than a week hurts nobody now") {
  some_host host;
  auto& dead = host.add("dead", 0, 16 * MiB);
  dead.state = container_state::exited;
  dead.memory_killed = true;
  dead.finished = fakes::now - days(6);
  CHECK(host.found("memory-kills")[0].how_soon == urgency::now);
  dead.finished = fakes::now - days(180);
  host.more.events.kills = {{dead.id, "dead", fakes::now - days(180)}};
  const auto found = host.found("memory-kills");
  REQUIRE(found.size() == 1);
  CHECK(found[0].how_soon == urgency::saving);
  CHECK(found[0].evidence[0] == "dead: 1 kill before it ended at 2025-09-02T12:00:00Z; limit 16.78 MB");
  CHECK(found[0].snippets.empty());
}

TEST_CASE("What starts again and again is told with when it did last; what did so long ago is no news") {
  some_host host;
  auto& one = host.add("loop", 1 * MiB, 64 * MiB);
  one.restart_count = 17;
  CHECK(host.found("restarts").empty());  // it has run for three days since
  one.started = fakes::now - 5h;
  const auto found = host.found("restarts");
  REQUIRE(found.size() == 1);
  CHECK(found[0].evidence[0] == "loop: 17 restarts, the last at 2026-03-01T07:00:00Z");
  one.started = fakes::now - days(3);
  one.state = container_state::restarting;
  one.exit_code = 1;
  REQUIRE(host.found("restarts").size() == 1);
  CHECK(host.found("restarts")[0].evidence[0].ends_with("; exit code 1"));
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
        "The host is short of memory: 90% of its memory is used, tasks waited for memory 15% of the last five minutes and 629.1 "
        "MB are "
        "swapped out");
  CHECK(all_text(found[0]).contains("page cache, which is given back when needed: 104.9 MB"));
  CHECK(all_text(found[0]).contains("15.0% of 300 s"));
  host.seen.host.memory_available = byte_count{1500 * MiB};
  host.more.pressure.reset();
  CHECK(host.found("host-memory").empty());  // what nobody uses was swapped out, and nobody waits for it
  host.seen.host.memory_available = byte_count{200 * MiB};
  host.seen.host.memory_total.reset();
  host.seen.host.swap_total.reset();
  host.more.pressure.reset();
  CHECK(host.found("host-memory").empty());  // unknown is no finding
}
