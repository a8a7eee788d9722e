#include "survey/take_survey.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "fakes/fake_engine.hpp"
#include "fakes/fake_shell.hpp"
#include "survey/numbers.hpp"
#include "unit/net/run.hpp"

using namespace dropsweep;
using namespace std::chrono_literals;
using testing::fake_engine;
using testing::fake_shell;
using testing::run;

namespace {

const std::string hex(64, 'a');
const std::string cache_path = "GET /system/df?type=build-cache&verbose=1";
// Of the thirty days before the engine's clock.
const std::string events_path =
    "GET /events?since=1792800000.000000000&until=1795392000.000000000&filters=%7B%22type%22%3A%7B%22image%22%3Atrue%7D%7D";
const std::string rest_path = "GET /system/df?type=image&type=container&type=volume&verbose=1";

fake_shell usual_shell() {
  fake_shell shell;
  shell.answers["probe"] = "MemTotal: 8000\nplace 0\nblocks /dev/vda1 20 15 4 79% /\nimage 1767225600 ./" + hex + "\n";
  shell.answers["ledger"] = "kept\n";
  return shell;
}

fake_engine small_engine() {
  fake_engine fake;
  fake.answers_ping("1.45");
  fake.answers(
      "GET /info", 200,
      R"({"ID":"abc","ServerVersion":"26.1.5","Driver":"overlay2","DockerRootDir":"/var/lib/docker","SystemTime":"2026-11-23T00:00:00Z"})");
  fake.answers("GET /images/json?all=1", 200, R"([{"Id":"sha256:)" + hex + R"(","RepoTags":["a:1"]}])");
  fake.answers("GET /images/sha256:" + hex + "/json", 200, R"({"Id":"sha256:)" + hex + R"(","RepoTags":["a:1"]})");
  fake.answers("GET /containers/json?all=1", 200, R"([{"Id":")" + hex + R"(","State":"running"}])");
  fake.answers("GET /containers/" + hex + "/json", 200, R"({"Id":")" + hex + R"(","State":{"Status":"running"}})");
  fake.answers("GET /containers/" + hex + "/stats?stream=0&one-shot=1", 200, R"({"memory_stats":{"usage":1000}})");
  fake.answers("GET /volumes", 200, R"({"Volumes":[{"Name":"data"}]})");
  fake.answers("GET /networks", 200, "[]");
  fake.answers(events_path, 200, "");
  fake.answers(cache_path, 200, R"({"BuildCache":[{"ID":"abc1","Size":5}]})");
  fake.answers(rest_path, 200,
               R"({"LayersSize":9,"Images":[{"Id":"sha256:)" + hex + R"(","SharedSize":3}],"Containers":[{"Id":")" + hex +
                   R"(","SizeRw":7}],"Volumes":[{"Name":"data","UsageData":{"Size":70,"RefCount":1}}]})");
  return fake;
}

result<survey> survey_of(fake_engine& fake, fake_shell& answering, span time = 2s) {
  return run([&]() -> task<result<survey>> {
    const auto executor = co_await asio::this_coro::executor;
    engine_reader engine(executor, fake.opener(executor), {.answer_within = 200ms});
    host_shell shell(executor, answering);
    co_return co_await take_survey(engine, shell, after(time));
  });
}

}  // namespace

TEST_CASE("A survey puts the parts together: sizes from df, arrival from the probe, memory from stats") {
  auto fake = small_engine();
  auto shell = usual_shell();
  const auto seen = survey_of(fake, shell);
  REQUIRE_MESSAGE(seen.has_value(), (seen ? "" : seen.error().seen));
  CHECK(seen->engine.api_version == "1.45");
  CHECK(seen->images[0].shared == byte_count{3});
  CHECK(seen->images[0].arrived == parse_instant("2026-01-01T00:00:00Z"));
  CHECK(seen->containers[0].memory_used == byte_count{1000});
  CHECK(seen->containers[0].writable_layer == byte_count{7});
  CHECK(seen->volumes[0].size == byte_count{70});
  CHECK(seen->cache.size() == 1);
  CHECK(seen->host.disks.size() == 1);
  CHECK(seen->notes.empty());
  CHECK(shell.heard == std::vector<std::string>{"probe /var/lib/docker\n", "ledger\n", "numbers\n"});
}

TEST_CASE("Everything is asked at once: two rounds of requests, the lists and what is in them") {
  auto fake = small_engine();
  auto shell = usual_shell();
  REQUIRE(survey_of(fake, shell));
  CHECK(fake.diary.size() == 12);
  for (std::size_t i = 0; i < 8; ++i) CHECK_FALSE(fake.diary[i].contains(hex));
}

TEST_CASE("An engine whose data lies elsewhere is probed there") {
  auto fake = small_engine();
  fake.answers("GET /info", 200,
               R"({"ID":"abc","Driver":"overlay2","DockerRootDir":"/mnt/docker data","SystemTime":"2026-11-23T00:00:00Z"})");
  auto shell = usual_shell();
  const auto seen = survey_of(fake, shell);
  REQUIRE(seen);
  CHECK(shell.heard == std::vector<std::string>{"probe /var/lib/docker\n", "ledger\n", "numbers\n", "probe /mnt/docker data\n"});
  CHECK(seen->host.disks.at(0).path == "/mnt/docker data");
}

TEST_CASE("What the plan stands on ends the survey when it fails, and the error names it") {
  for (const auto* request :
       {"GET /info", "GET /images/json?all=1", "GET /containers/json?all=1", "GET /volumes", "GET /networks"}) {
    auto fake = small_engine();
    fake.answers(request, 500, R"({"message":"no"})");
    auto shell = usual_shell();
    const auto seen = survey_of(fake, shell);
    REQUIRE_FALSE(seen);
    CHECK(seen.error().code == exit_code::engine);
    CHECK(seen.error().seen.starts_with(request));
  }
}

TEST_CASE("What only informs becomes a note: df, memory, the host's shell") {
  auto fake = small_engine();
  fake.answers(cache_path, 500, R"({"message":"::error::no"})");
  fake.answers(rest_path, 500, R"({"message":"no"})");
  fake.answers("GET /containers/" + hex + "/stats?stream=0&one-shot=1", 500, "");
  auto shell = usual_shell();
  shell.refuses = net_error{net_failure::not_permitted, "the server runs no commands for this account", {}};
  const auto seen = survey_of(fake, shell);
  REQUIRE(seen);
  REQUIRE(seen->notes.size() == 4);
  CHECK(seen->notes[0].starts_with("The engine's disk usage and its build cache are unknown: "));
  CHECK(seen->notes[1] == "The host's disk, memory and load are unknown: the server runs no commands for this account.");
  CHECK(seen->notes[2].starts_with("No ledger can be kept on this host (the server runs no commands for this account)"));
  CHECK(seen->notes[3] == "The memory of 1 running container is unknown.");
  CHECK(seen->usage.build_cache.unseen);
  CHECK_FALSE(numbers_as_found(*seen).cache);
  CHECK(seen->host.disks.empty());
}

TEST_CASE("Arrival is asked for only where it means something") {
  auto fake = small_engine();
  fake.answers(
      "GET /info", 200,
      R"({"ID":"abc","Driver":"overlayfs","DriverStatus":[["driver-type","io.containerd.snapshotter.v1"]],"SystemTime":"2026-11-23T00:00:00Z"})");
  auto shell = usual_shell();
  const auto seen = survey_of(fake, shell);
  REQUIRE(seen);
  CHECK_FALSE(seen->images[0].arrived);
  CHECK(seen->notes.empty());
}

TEST_CASE("An engine that is newer than this client is asked again in the version that was tested") {
  auto fake = small_engine();
  fake.answers_ping("1.60");
  auto shell = usual_shell();
  const auto seen = survey_of(fake, shell);
  REQUIRE(seen);
  CHECK(seen->engine.api_version == "1.55");
  CHECK(fake.times_asked("GET /v1.55/images/json?all=1") == 1);
}

TEST_CASE("An active swarm's services are asked for; a worker does not know them and that is a note") {
  auto fake = small_engine();
  fake.answers("GET /info", 200,
               R"({"ID":"abc","Driver":"overlay2","SystemTime":"2026-11-23T00:00:00Z","Swarm":{"LocalNodeState":"active"}})");
  fake.answers("GET /services", 200, R"([{"Spec":{"TaskTemplate":{"ContainerSpec":{"Image":"shop/web:2"}}}}])");
  auto shell = usual_shell();
  CHECK(survey_of(fake, shell)->swarm_images == std::vector<foreign>{"shop/web:2"});
  fake.answers("GET /services", 503, R"({"message":"This node is not a swarm manager."})");
  const auto seen = survey_of(fake, shell);
  REQUIRE(seen);
  REQUIRE(seen->notes.size() == 1);
  CHECK(
      seen->notes[0].starts_with("The images of the swarm's services are unknown, so unused ones with a tag or a digest stay: "));
  CHECK(seen->notes[0].contains("not a swarm manager"));
  CHECK(seen->swarm_images_unseen);
}

TEST_CASE("An engine that does not tell of pulls is noted, and that it is not known is no less than that there were none") {
  auto fake = small_engine();
  auto shell = usual_shell();
  CHECK_FALSE(survey_of(fake, shell)->transfers_unseen);
  fake.answers(events_path, 403, R"({"message":"not through this proxy"})");
  const auto seen = survey_of(fake, shell);
  REQUIRE(seen);
  CHECK(seen->transfers_unseen);
  REQUIRE(seen->notes.size() == 1);
  CHECK(seen->notes[0].starts_with("Which images were pulled lately is unknown, so unused ones with a tag stay: "));
  CHECK(seen->notes[0].contains("not through this proxy"));
}

TEST_CASE("The time for all of it is kept") {
  auto fake = small_engine();
  fake.instead = [](testing::far_end&, const std::string& request) { return request == "GET /volumes"; };
  auto shell = usual_shell();
  const auto seen = survey_of(fake, shell, 30ms);
  REQUIRE_FALSE(seen);
  CHECK(seen.error().seen == "The engine did not answer everything before the time was up.");
}

TEST_CASE("What earlier runs saw stands beside the objects") {
  auto fake = small_engine();
  fake.answers("GET /volumes", 200, R"({"Volumes":[{"Name":"data","CreatedAt":"2026-01-01T00:00:00Z"}]})");
  auto shell = usual_shell();
  shell.answers["ledger"] = "kept\ndropsweep ledger 1\nengine abc\nvolume data 1767225600000 - - 1767312000000\nend\n";
  const auto seen = survey_of(fake, shell);
  REQUIRE(seen);
  CHECK(seen->has_ledger);
  CHECK(seen->volumes.at(0).seen.unused_since == parse_instant("2026-01-02T00:00:00Z"));
}

TEST_CASE("The second survey asks for no memory, and remembers when images arrived and what earlier runs measured") {
  auto fake = small_engine();
  auto shell = usual_shell();
  survey last_week;
  last_week.engine.engine_id = "abc";
  last_week.engine.clock = *parse_instant("2026-11-20T00:00:00Z");
  shell.answers["numbers"] = numbers_of(last_week);
  const auto again = run([&]() -> task<result<survey>> {
    const auto executor = co_await asio::this_coro::executor;
    engine_reader engine(executor, fake.opener(executor), {});
    host_shell asked(executor, shell);
    const auto before = co_await take_survey(engine, asked, after(2s));
    shell.answers.clear();
    auto left = *before;
    left.engine.clock += 1s;
    shell.answers["numbers"] = numbers_of(left);  // as this run has left them meanwhile
    fake.diary.clear();
    co_return co_await take_survey_again(engine, asked, *before, after(2s));
  });
  REQUIRE(again);
  CHECK(again->images[0].arrived);
  CHECK(again->engine.api_version == "1.45");
  CHECK(fake.times_asked("GET /v1.45/containers/" + hex + "/stats?stream=0&one-shot=1") == 0);
  CHECK(again->host.disks.empty());
  CHECK(again->earlier.runs.size() == 1);
  CHECK(again->earlier.runs.at(0).when == parse_instant("2026-11-20T00:00:00Z"));
}

namespace {

// The volume's line of a ledger; January's days.
std::string line_of_data(std::string_view last_in_use, std::string_view unused_since) {
  return fmt::format("kept\ndropsweep ledger 1\nengine abc\nvolume data 1767225600000 1767225600000 {} {}\nend\n", last_in_use,
                     unused_since);
}

// What is known of the volume when this look saw `first`, and another run has left `meanwhile` on the host before the second.
sightings seen_by_both(const sightings& first, const std::string& meanwhile) {
  auto fake = small_engine();
  fake.answers("GET /volumes", 200, R"({"Volumes":[{"Name":"data","CreatedAt":"2026-01-01T00:00:00Z"}]})");
  auto shell = usual_shell();
  const auto again = run([&]() -> task<result<survey>> {
    const auto executor = co_await asio::this_coro::executor;
    engine_reader engine(executor, fake.opener(executor), {});
    host_shell asked(executor, shell);
    auto before = co_await take_survey(engine, asked, after(2s));
    before->volumes.at(0).seen = first;
    shell.answers["ledger"] = meanwhile;
    co_return co_await take_survey_again(engine, asked, *before, after(2s));
  });
  REQUIRE(again);
  return again->volumes.at(0).seen;
}

}  // namespace

TEST_CASE("What two looks saw of a volume's use counts together: in use for one of them is in use") {
  const auto day = [](std::string_view date) { return parse_instant(fmt::format("2026-01-{}T00:00:00Z", date)); };
  const sightings unused{.first = day("01"), .last_in_use = {}, .unused_since = day("02")};
  const sightings in_use{.first = day("01"), .last_in_use = day("03"), .unused_since = {}};
  const std::string unused_there = line_of_data("-", "1767484800000"), in_use_there = line_of_data("1767484800000", "-");  // 4th

  CHECK(seen_by_both(unused, unused_there).unused_since == day("04"));
  CHECK_FALSE(seen_by_both(in_use, unused_there).unused_since);
  CHECK_FALSE(seen_by_both(unused, in_use_there).unused_since);
  CHECK(seen_by_both(unused, in_use_there).last_in_use == day("04"));
  // Nobody has written of it, or the ledger cannot be read now.
  CHECK(seen_by_both(unused, "kept\n") == unused);
  CHECK(seen_by_both(unused, "") == unused);
  CHECK(seen_by_both({}, unused_there).unused_since == day("04"));
}

TEST_CASE("A list of images that is not found, because one of them goes while it is made, is asked for again") {
  auto fake = small_engine();
  unsigned asked = 0;
  fake.instead = [&](testing::far_end& far, const std::string& request) {
    if (!request.ends_with("/images/json?all=1") || ++asked > 2) return false;
    far.say(testing::http_answer(404, R"({"message":"content digest sha256:0: not found"})"));
    return true;
  };
  auto shell = usual_shell();
  const auto seen = survey_of(fake, shell);
  REQUIRE(seen);
  CHECK(seen->images.size() == 1);
}
