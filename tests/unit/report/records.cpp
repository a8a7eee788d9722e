#include "records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dropsweep::test {

namespace {

using namespace std::chrono_literals;

constexpr std::array services{"gateway", "orchestrator", "rag", "state", "registry", "langgraph"};
constexpr std::array ports{8000, 8001, 8007, 8008, 8009, 8010};
constexpr std::int64_t kB = 1000, MB = 1000 * kB, GB = 1000 * MB;

const instant sunday = *parse_instant("2026-03-01T03:17:00.250Z");

std::string id_of(unsigned number, std::string_view prefix = "") {
  return fmt::format("{}{:064x}", prefix, 0x5eed0000u + number);
}

container running(unsigned number, std::string name, std::int64_t memory, std::optional<std::int64_t> limit) {
  container one;
  one.id = id_of(number);
  one.name = foreign(std::move(name));
  one.image_reference = fmt::format("{}:latest", one.name);
  one.state = container_state::running;
  one.memory_used = byte_count{memory};
  if (limit) one.memory_limit = byte_count{*limit};
  return one;
}

survey seen_before() {
  survey seen;
  seen.engine = {.version = "26.1.5",
                 .api_version = "1.45",
                 .engine_id = "5c2f3d1e-8a40-4f8e-9a53-0a5cf0f2b6d1",
                 .name = "shop-droplet",
                 .operating_system = "Debian GNU/Linux 13 (trixie)",
                 .storage_driver = "overlay2",
                 .root_dir = "/var/lib/docker",
                 .memory_total = byte_count{2048 * MB},
                 .clock = sunday};
  seen.host.disks = {{.path = "/var/lib/docker",
                      .size = {52 * GB},
                      .used = {41'300 * MB},
                      .available = {9'100 * MB},
                      .inodes = 3'276'800,
                      .inodes_used = 655'360}};
  seen.host.memory_total = byte_count{2048 * MB};
  seen.host.memory_available = byte_count{1074 * MB};
  seen.host.load = 0.42;
  seen.host.container_logs = byte_count{410 * MB};
  for (unsigned i = 0; i < 15; ++i) {
    const auto name = i < 6    ? fmt::format("shop-{}-1", services[i])
                      : i == 6 ? "shop-postgres-1"
                      : i == 7 ? "shop-qdrant-1"
                               : fmt::format("shop-worker-{}", i - 7);
    seen.containers.push_back(running(i, name, (180 - 11 * i) * MB, i < 3 ? std::optional(256 * MB) : std::nullopt));
  }
  for (unsigned i = 15; i < 18; ++i) {
    auto stopped = running(i, fmt::format("shop-migrate-run-{}", i), 0, std::nullopt);
    stopped.state = container_state::exited;
    stopped.memory_used.reset();
    seen.containers.push_back(stopped);
  }
  seen.images.resize(59);
  seen.volumes.resize(18);
  seen.networks.resize(9);
  seen.cache.resize(46);
  seen.usage = {.images = {59, 53, {19'450 * MB}, {16'850 * MB}},
                .containers = {18, 15, {3'650 * kB}, {0}},
                .volumes = {18, 9, {331'400 * kB}, {225 * MB}},
                .build_cache = {46, 8, {512'300 * kB}, {50'950 * kB}}};
  return seen;
}

survey seen_after() {
  auto seen = seen_before();
  seen.containers.resize(15);
  seen.images.resize(21);
  seen.volumes.resize(16);
  seen.networks.resize(8);
  seen.cache.resize(37);
  seen.host.disks[0].used = {29'400 * MB};
  seen.host.disks[0].available = {21 * GB};
  seen.host.memory_available = byte_count{1102 * MB};
  seen.host.container_logs = byte_count{560 * MB};
  seen.usage = {.images = {21, 21, {7'290 * MB}, {0}},
                .containers = {15, 15, {3'200 * kB}, {0}},
                .volumes = {16, 9, {298'100 * kB}, {191 * MB}},
                .build_cache = {37, 8, {461'300 * kB}, {0}}};
  return seen;
}

plan full_plan() {
  plan what{.mode = sweep_mode::aggressive, .engine_id = seen_before().engine.engine_id, .made = sunday};
  unsigned number = 100;
  const auto add = [&](std::vector<item>& to, object_kind kind, std::string name, std::string reason,
                       std::int64_t size) -> item& {
    auto one = some_item(kind, name, reason, size);
    one.id = kind == object_kind::volume ? name : id_of(number++, kind == object_kind::image ? "sha256:" : "");
    if (kind == object_kind::build_cache) one.id = fmt::format("cache{}", number);
    if (kind == object_kind::image && name.contains(':')) one.tags = {foreign(name)};
    to.push_back(std::move(one));
    return to.back();
  };
  for (int i = 15; i < 18; ++i) {
    add(what.remove, object_kind::container, fmt::format("shop-migrate-run-{}", i), "stopped, finished 3 weeks ago", 150 * kB);
  }
  for (int age = 0; age < 6; ++age) {
    for (std::size_t i = 0; i < services.size(); ++i) {
      const auto name = fmt::format("registry.example.com/shop/{}:2026-02-{:02}", services[i], 20 - 3 * age);
      auto& one = add(what.remove, object_kind::image, name, fmt::format("unused, last tagged {} days ago", 9 + 3 * age),
                      (365 - 20 * static_cast<std::int64_t>(i) - age) * MB);
      if (age == 5) one.tags.emplace_back(fmt::format("registry.example.com/shop/{}:rollback", services[i]));
    }
  }
  for (int i = 0; i < 2; ++i)
    add(what.remove, object_kind::image, fmt::format("{:012x}", 0xabcdef000 + i), "dangling, arrived 2 days ago", (545 - i) * MB);
  for (int i = 0; i < 9; ++i) {
    add(what.remove, object_kind::build_cache,
        fmt::format("[{} 4/7] RUN pip install -r requirements.txt", services[static_cast<std::size_t>(i) % 6]),
        "last used 2 weeks ago", (11 - i) * MB / 2);
  }
  for (int i = 0; i < 2; ++i)
    add(what.remove, object_kind::volume, fmt::format("{:x}{}", 0x7d1f03a9c4 + i, std::string(54, 'e')),
        "anonymous, unused, created 2 months ago", 16'650 * kB);
  add(what.remove, object_kind::network, "old-shop_default", "unused, created 5 months ago", 0);

  for (unsigned i = 0; i < 15; ++i)
    add(what.keep, object_kind::container, seen_before().containers[i].name.raw(), "running", 200 * kB);
  for (std::size_t i = 0; i < 21; ++i) {
    const auto name =
        fmt::format("registry.example.com/shop/{}:{}", services[i % 6], i < 6 ? "latest" : fmt::format("2026-02-{}", 20 + i / 6));
    const auto reason = i < 9 ? fmt::format("used by container {} (running)", seen_before().containers[i].name)
                        : i < 15
                            ? fmt::format("kept for a rollback of registry.example.com/shop/{} (keep-last 1)", services[i % 6])
                            : fmt::format("unused, last tagged {} days ago, newer than the age line of 7d", i % 6 + 1);
    add(what.keep, object_kind::image, name, reason, (355 - static_cast<std::int64_t>(i)) * MB);
  }
  for (int i = 0; i < 8; ++i)
    add(what.keep, object_kind::build_cache, "mount / from exec pip install", "in use by a build", 20 * MB);
  for (int i = 0; i < 29; ++i)
    add(what.keep, object_kind::build_cache, "[internal] load build context",
        fmt::format("last used {} hours ago, newer than the age line of 7d", i + 2), 10 * MB);
  add(what.keep, object_kind::volume, "shop_postgres", "carries persist=true", 141 * MB);
  add(what.keep, object_kind::volume, "shop_qdrant", "kept by keep: volume:shop_*", 98 * MB);
  for (int i = 0; i < 14; ++i)
    add(what.keep, object_kind::volume, fmt::format("shop_cache_{}", i), "named volumes go only with volumes: named", 4 * MB);
  for (const auto* name : {"bridge", "host", "none"}) add(what.keep, object_kind::network, name, "predefined", 0);
  for (int i = 0; i < 5; ++i)
    add(what.keep, object_kind::network, fmt::format("shop_net_{}", i), "used by container shop-gateway-1 (running)", 0);
  return what;
}

std::vector<outcome> all_removed(const plan& what) {
  std::vector<outcome> outcomes;
  for (const auto& one : what.remove) outcomes.push_back({.item = one, .fate = fate::removed});
  return outcomes;
}

observation answers(int milliseconds) {
  return {.healthy = true, .saw = fmt::format("200 OK in {} ms", milliseconds), .took = span{milliseconds}};
}

health_report all_healthy() {
  health_report health{.overall = overall_health::healthy};
  for (std::size_t i = 0; i < services.size(); ++i) {
    health.services.push_back({.name = services[i],
                               .url = fmt::format("http://127.0.0.1:{}/health", ports[i]),
                               .before = answers(9 + static_cast<int>(i)),
                               .after = answers(8 + static_cast<int>(i)),
                               .tries_after = 1,
                               .verdict = service_verdict::healthy});
  }
  return health;
}

host_record swept_host(std::string name) {
  host_record host{.host = std::move(name),
                   .before = seen_before(),
                   .after = seen_after(),
                   .plan = full_plan(),
                   .health = all_healthy(),
                   .result = run_result::swept,
                   .code = exit_code::done,
                   .took = 4210ms};
  host.outcomes = all_removed(*host.plan);
  host.steps = {
      {"connect", "OpenSSH 10.0, ed25519 host key known, public key accepted, docker.sock", 312ms},
      {"survey", "Docker 26.1.5 on shop-droplet: 59 images, 18 containers, 18 volumes, 9 networks, 46 build cache records",
       820ms},
      {"plan", "53 to remove (about 12.4 GB), 97 to keep", 0ms},
      {"sweep", "53 of 53 removed, 12.4 GB claimed", 2710ms},
      {"health", "healthy", 368ms}};
  return host;
}

run_record run_of(std::vector<host_record> hosts) {
  run_record run{.version = "0.1.0",
                 .mode = sweep_mode::aggressive,
                 .trigger = "schedule",
                 .started = sunday,
                 .took = 4230ms,
                 .hosts = std::move(hosts)};
  run.result = run.hosts.front().result;
  run.code = run.hosts.front().code;
  run.fails_step = run.code != exit_code::done;
  return run;
}

host_record host_with_wrong_key(std::string name) {
  host_record host{.host = name, .result = run_result::failed, .code = exit_code::host_key, .took = 240ms};
  host.failure = error{
      .code = exit_code::host_key,
      .step = "host key",
      .seen = fmt::format(
          "{} showed an ed25519 key that is not the one in known-hosts: SHA256:Zk3m1r8vT0aXy7Qe5WcN2bLpUoJh4Gd6sIfVtRxE9Mw.",
          name),
      .advice =
          "If the droplet was rebuilt, replace its line in the input known-hosts by: `203.0.113.9 ssh-ed25519 "
          "AAAAC3NzaC1lZDI1NTE5AAAAIE0pYy3vQ2mN5xK8rT1wZ4uB7cD9fG2hJ6kL0oPqRsTu`"};
  host.steps = {{"name", "203.0.113.9 is an address", 0ms},
                {"tcp", "port 22 answers", 41ms},
                {"host key", host.failure->seen, 88ms, step_end::failed}};
  return host;
}

}  // namespace

item some_item(object_kind kind, std::string_view name, std::string_view reason, std::int64_t size) {
  return {.kind = kind,
          .id = std::string(64, 'a'),
          .name = foreign(name),
          .size = {size},
          .looks = "2/1772335020250",
          .reason = std::string(reason)};
}

run_record good_sweep() { return run_of({swept_host("root@203.0.113.7")}); }

run_record clean_host() {
  auto host = swept_host("root@203.0.113.7");
  host.before = seen_after();
  host.after.reset();
  host.outcomes.clear();
  host.plan->remove.clear();
  for (auto& service : host.health->services) service.after.reset();
  host.result = run_result::clean;
  return run_of({host});
}

run_record dry_run_of_the_same() {
  auto host = swept_host("root@203.0.113.7");
  host.after.reset();
  host.outcomes.clear();
  for (auto& service : host.health->services) service.after.reset();
  host.result = run_result::planned;
  auto run = run_of({host});
  run.dry = dry_run::yes;
  run.trigger = "workflow_dispatch";
  return run;
}

run_record broken_service() {
  auto host = swept_host("root@203.0.113.7");
  auto& rag = host.health->services[2];
  rag.after = observation{.healthy = false,
                          .saw = "status 503, wanted 200 to 299",
                          .body = R"({"status":"starting","detail":"cannot reach qdrant:6333"})"};
  rag.tries_after = 14;
  rag.verdict = service_verdict::broke_during_sweep;
  rag.log_tail =
      "INFO  rag 2.4.1 starting\nWARN  qdrant:6333 refused the connection, attempt 1\nERROR no vector store, giving up\n";
  host.health->containers = {{.id = std::string(64, 'a'),
                              .name = "shop-qdrant-1",
                              .what = "restarted 2 times",
                              .log_tail = "thread 'main' panicked: No space left on device\n"}};
  host.health->overall = overall_health::unhealthy;
  host.result = run_result::unhealthy;
  host.code = exit_code::unhealthy;
  return run_of({host});
}

run_record tasks_and_their_ends() {
  auto host = swept_host("root@203.0.113.7");
  host.chores = {{.name = "exec shop-db-1: psql", .well = true, .saw = "exit code 0", .output = "DELETE 1234\n", .took = 800ms},
                 {.name = "POST http://127.0.0.1:6333/collections/docs/points/delete",
                  .saw = "status 404, wanted 200 to 299",
                  .output = R"({"status":{"error":"Not found: Collection `docs` doesn't exist!"}})",
                  .took = 12ms}};
  host.result = run_result::partial;
  host.code = exit_code::partial;
  return run_of({host});
}

run_record restarted_services() {
  auto run = broken_service();
  run.hosts.front().health->restarts = {
      {.container = "shop-gateway-1", .services = {"gateway"}, .well = true, .saw = "well again", .took = 4200ms},
      {.container = "shop-rag-1", .services = {"rag"}, .saw = "rag: status 503, wanted 200 to 299", .took = 61s}};
  return run;
}

run_record already_down_service() {
  auto host = swept_host("root@203.0.113.7");
  auto& state = host.health->services[3];
  state.before = state.after = observation{.healthy = false, .saw = "connection refused"};
  state.tries_after = 14;
  state.verdict = service_verdict::was_already_down;
  host.health->overall = overall_health::degraded;
  host.result = run_result::unhealthy;
  host.code = exit_code::unhealthy;
  auto run = run_of({host});
  run.fails_step = false;
  return run;
}

run_record refused_host_key() { return run_of({host_with_wrong_key("root@203.0.113.9")}); }

run_record fleet_of_three() {
  auto quiet = clean_host().hosts.front();
  quiet.host = "deploy@[2001:db8::7]:2222";
  auto run = run_of({swept_host("root@203.0.113.7"), quiet, host_with_wrong_key("root@203.0.113.9")});
  run.result = run_result::failed;
  run.code = exit_code::host_key;
  run.fails_step = true;
  return run;
}

run_record partial_sweep() {
  auto host = swept_host("root@203.0.113.7");
  auto& outcomes = host.outcomes;
  outcomes[3].fate = fate::failed;
  outcomes[3].engine_words =
      "error removing layer: driver \"overlay2\" failed to remove root filesystem: device or resource busy";
  outcomes[4].fate = fate::failed;
  outcomes[4].engine_words = "unlinkat /var/lib/docker/overlay2/1f3c/merged: read-only file system";
  outcomes[5].fate = fate::kept_in_use;
  outcomes[5].engine_words =
      "conflict: unable to delete 5eed0068 (cannot be forced) - image is being used by running container 0c4f2d7a";
  outcomes[6].fate = fate::kept_changed;
  outcomes[6].detail = "it looks different from when the plan was made";
  outcomes[7].fate = fate::kept_changed;
  outcomes[7].detail = "it was gone already";
  for (std::size_t i = 50; i < outcomes.size(); ++i) outcomes[i].fate = fate::not_started;
  outcomes[49].fate = fate::unknown;
  host.failure = error{.code = exit_code::unreachable,
                       .step = "sweep",
                       .seen = "The connection to root@203.0.113.7 ended in the middle of a removal.",
                       .theirs = "Connection reset by peer",
                       .advice = "Run it again as soon as the host answers: `dropsweep doctor root@203.0.113.7` tells when."};
  host.after.reset();
  host.health.reset();
  host.steps.resize(4);
  host.steps.back() = {"sweep", host.failure->seen, 2710ms, step_end::failed};
  host.result = run_result::partial;
  host.code = exit_code::partial;
  return run_of({host});
}

run_record cancelled_run() {
  auto host = swept_host("root@203.0.113.7");
  for (std::size_t i = 12; i < host.outcomes.size(); ++i) host.outcomes[i].fate = fate::not_started;
  host.outcomes[12].fate = fate::unknown;
  host.after.reset();
  for (auto& service : host.health->services) service.after.reset();
  host.failure = error{.code = exit_code::interrupted,
                       .step = "sweep",
                       .seen = "Cancelled by SIGINT during: sweep.",
                       .advice = "Run it again: the next sweep picks up where this one ended."};
  host.steps.resize(4);
  host.steps.back().saw = "12 of 53 removed, 2.923 GB claimed";
  host.result = run_result::cancelled;
  host.code = exit_code::interrupted;
  return run_of({host});
}

run_record refused_inputs() {
  run_record run{.version = "0.1.0", .started = sunday};
  run.failure = error{.code = exit_code::inputs,
                      .step = "inputs",
                      .seen = "Input older-than: \"7 days\" is not a duration.",
                      .advice = "Write it like `7d`, `168h` or `1h30m`."};
  run.code = exit_code::inputs;
  return run;
}

run_record skipped_host() {
  auto run = clean_host();
  auto& host = run.hosts.front();
  host.plan.reset();
  host.skipped = "the engine's disk is 59% full, below disk-above 80";
  run.result = host.result = run_result::skipped;
  return run;
}

run_record doctor_stopped_at_the_socket() {
  host_record host{.host = "deploy@203.0.113.7", .result = run_result::failed, .code = exit_code::engine, .took = 420ms};
  host.failure = error{.code = exit_code::engine,
                       .step = "socket",
                       .seen = "deploy may not open /var/run/docker.sock (it belongs to root:docker, mode 660).",
                       .theirs = "connect failed: open failed",
                       .advice = "Add the user to the group: `usermod -aG docker deploy`, or set the input sudo to true."};
  host.steps = {{"name", "203.0.113.7 is an address", 0ms},
                {"tcp", "port 22 answers", 41ms},
                {"host key", "ed25519 SHA256:Zk3m1r8vT0aXy7Qe5WcN2bLpUoJh4Gd6sIfVtRxE9Mw, known from known-hosts line 1", 88ms},
                {"authentication", "public key accepted for deploy", 61ms},
                {"socket", host.failure->seen, 30ms, step_end::failed},
                {"engine", "not reached", 0ms, step_end::not_reached}};
  auto run = run_of({host});
  run.what = command::doctor;
  return run;
}

run_record check_of_services() {
  auto host = swept_host("root@203.0.113.7");
  host.before.reset(), host.after.reset(), host.plan.reset();
  host.outcomes.clear();
  host.steps.resize(1);
  for (auto& service : host.health->services) service.before.reset();
  auto run = run_of({host});
  run.what = command::check;
  run.result = run.hosts[0].result = run_result::clean;
  return run;
}

run_record advised_host() {
  host_record host{.host = "root@203.0.113.7",
                   .steps = {{"survey", "Docker 26.1.5", 300ms}, {"advise", "2 findings", 400ms}},
                   .before = seen_before()};
  host.advice = advice_page{.memory_total = byte_count{2048 * MB},
                            .memory_used = byte_count{974 * MB},
                            .page_cache = byte_count{610 * MB},
                            .swap_total = byte_count{0},
                            .swap_used = byte_count{0}};
  auto& page = *host.advice;
  page.pressure = memory_pressure{.some_10s = 0.5, .some_60s = 0.25, .some_300s = 0.1, .full_300s = 0};
  page.containers = {{.name = "shop-gateway-1",
                      .used = byte_count{180 * MB},
                      .cache = byte_count{20 * MB},
                      .peak = byte_count{230 * MB},
                      .limit = byte_count{256 * MB},
                      .kills = 0},
                     {.name = "shop-worker-1", .used = byte_count{92 * MB}, .limit = {}}};
  page.trend = {.runs = 4,
                .over = 28 * 24h,
                .disk_a_day = byte_count{120 * MB},
                .memory_a_day = byte_count{-2 * MB},
                .disk_by = {.measurements = 5, .over = 28 * 24h},
                .memory_by = {.measurements = 3, .over = 14 * 24h},
                .days_until_disk_full = 75.8,
                .grew = {"disk +840 MB", "images +500 MB"}};
  page.findings = {
      {.rule = "memory-kills",
       .topic = advice_topic::memory,
       .how_soon = urgency::now,
       .what = "The kernel killed 1 container once because it ran out of memory",
       .evidence = {"shop-rag-1: 1 kill, at 2026-02-28T12:00:00Z; limit 268.4 MB"},
       .costs = "each time a request or a job was cut off",
       .to_do = "Find out whether it leaks.",
       .snippets = {{"on the host", "docker update --memory 384M --memory-swap 768M shop-rag-1\n"}}},
      {.rule = "missing-limits",
       .topic = advice_topic::memory,
       .how_soon = urgency::soon,
       .what = "1 running container has no memory limit: any of them can take the whole host's",
       .evidence = {"shop-worker-1: uses 92 MB"},
       .bytes = byte_count{92 * MB},
       .costs = "so much is used without a bound now",
       .to_do = "Put the limits into the Compose file.",
       .snippets = {{"the Compose file of shop",
                     "services:\n  worker:\n    deploy:\n      resources:\n        limits:\n          memory: 128M\n"}}}};
  page.unknown = {"The peak of 1 container is unknown."};
  auto run = run_of({host});
  run.what = command::advise;
  run.result = run.hosts[0].result = run_result::clean;
  run.hosts[0].code = exit_code::done;
  run.code = exit_code::done;
  run.fails_step = false;
  return run;
}

run_record hostile_run(std::string_view words) {
  const std::string text(words);
  auto run = broken_service();
  run.trigger = text;
  auto& host = run.hosts.front();
  host.chores = {{.name = text, .saw = text, .output = foreign(text)}};
  host.health->restarts = {{.container = foreign(text), .services = {text}, .saw = text}};
  host.advice = advice_page{.containers = {{.name = foreign(text), .used = byte_count{5 * MB}, .limit = {}}}};
  host.advice->trend.grew = {text};
  host.advice->findings = {
      {.rule = text, .what = text, .evidence = {text}, .costs = text, .to_do = text, .snippets = {{text, text}}}};
  host.advice->unknown = {text};
  for (auto* list : {&host.plan->remove, &host.plan->keep}) {
    list->resize(30);
    for (auto& one : *list) {
      one.name = foreign(text);
      one.tags = {foreign(text), foreign(text)};
      one.reason = fmt::format("used by container {} (running)", foreign(text));
      if (one.kind == object_kind::volume) one.id = text;
    }
  }
  constexpr std::array fates{fate::removed,      fate::failed,      fate::unknown,   fate::kept_in_use,
                             fate::kept_changed, fate::not_started, fate::not_needed};
  host.outcomes = all_removed(*host.plan);
  for (std::size_t i = 0; i < host.outcomes.size(); ++i) {
    auto& one = host.outcomes[i];
    one.fate = fates[i % fates.size()];
    one.engine_words = foreign(text);
    one.detail = fmt::format("stopped at its reference {}", foreign(text));
  }
  for (auto* seen : {&*host.before, &*host.after}) {
    seen->engine.name = seen->engine.operating_system = foreign(text);
    seen->engine.version = seen->engine.storage_driver = text;
    seen->host.disks.push_back({.path = text, .size = {50 * GB}, .used = {1 * GB}, .available = {49 * GB}});
    seen->notes = {fmt::format("The host's memory is unknown: {}", foreign(text))};
    for (auto& one : seen->containers) one.name = one.image_reference = foreign(text);
  }
  for (auto& service : host.health->services) {
    service.before->body = foreign(text);
    service.after = observation{.healthy = false,
                                .saw = fmt::format("the answer is no HTTP: it starts with \"{}\"", foreign(text)),
                                .body = foreign(text)};
    service.verdict = service_verdict::broke_during_sweep;
    service.log_tail = foreign(text + "\n" + text + "\r" + text + "\r\n" + text);
  }
  host.health->containers.assign(
      3, {.id = std::string(64, 'a'), .name = foreign(text), .what = "stopped (exit 137)", .log_tail = foreign(text)});
  host.failure = error{.code = exit_code::engine,
                       .step = "sweep",
                       .seen = fmt::format("The engine answered {}.", foreign(text)),
                       .theirs = foreign(text),
                       .advice = fmt::format("Look at `{}` on the host.", foreign(text))};
  host.goal = goal_page{.goal = {.at_most_full = 60, .available = {}, .free_as_given = {}}, .disk = host.before->host.disks[0]};
  host.goal->unmeasured = fmt::format("the shell says {}", foreign(text));
  host.notes = {fmt::format("The banner says {}", foreign(text))};
  for (auto& step : host.steps) step.saw = fmt::format("Docker on {}", foreign(text));
  return run;
}

}  // namespace dropsweep::test
