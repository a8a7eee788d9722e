#include "engine/engine_reader.hpp"

#include <doctest/doctest.h>

#include "fakes/fake_engine.hpp"
#include "net/together.hpp"
#include "unit/net/run.hpp"

using namespace dropsweep;
using namespace std::chrono_literals;
using testing::fake_engine;
using testing::run;

namespace {

const std::string id(char digit) { return std::string(64, digit); }

template <class Ask>
auto ask(fake_engine& fake, Ask how) {
  return run([&]() -> decltype(how(std::declval<engine_reader&>())) {
    const auto executor = co_await asio::this_coro::executor;
    engine_reader engine(executor, fake.opener(executor), {.answer_within = 100ms, .ping_within = 50ms});
    co_return co_await how(engine);
  });
}

void answer_containers(fake_engine& fake) {
  fake.answers(
      "GET /containers/json?all=1", 200,
      fmt::format(
          R"([{{"Id":"{}","State":"running","Labels":{{"a":"list"}}}},{{"Id":"{}","State":"exited","Mounts":[{{"Type":"volume","Name":"data"}}],"HostConfig":{{"NetworkMode":"container:{}"}}}}])",
          id('a'), id('b'), id('d')));
  fake.answers(
      "GET /containers/" + id('a') + "/json", 200,
      fmt::format(R"({{"Id":"{}","Name":"/web","State":{{"Status":"running"}},"HostConfig":{{"NetworkMode":"container:{}"}}}})",
                  id('a'), id('b')));
  fake.answers(
      "GET /containers/" + id('b') + "/json", 200,
      fmt::format(
          R"({{"Id":"{}","Name":"/db","State":{{"Status":"exited"}},"NetworkSettings":{{"Networks":{{"shop":{{"NetworkID":"{}"}}}}}}}})",
          id('b'), id('c')));
  fake.answers("GET /containers/" + id('a') + "/stats?stream=0&one-shot=1", 200,
               R"({"memory_stats":{"usage":1000,"stats":{"inactive_file":10}}})");
}

}  // namespace

TEST_CASE("The version is negotiated without one and used from then on") {
  fake_engine fake;
  fake.answers_ping("1.45");
  fake.answers("GET /volumes", 200, R"({"Volumes":[]})");
  ask(fake, [&](engine_reader& engine) -> task<int> {
    CHECK(engine.api_version().empty());
    CHECK(co_await engine.volumes());
    CHECK(co_await engine.negotiate());
    CHECK(engine.api_version() == "1.45");
    CHECK_FALSE(engine.engine_is_newer());
    CHECK(co_await engine.volumes());
    co_return 0;
  });
  CHECK(fake.diary == std::vector<std::string>{"GET /volumes", "GET /_ping", "GET /v1.45/volumes"});
}

TEST_CASE("An engine newer than this client is spoken to in the newest version that was tested") {
  fake_engine fake;
  fake.answers_ping("1.70");
  ask(fake, [&](engine_reader& engine) -> task<int> {
    CHECK(co_await engine.negotiate());
    CHECK(engine.api_version() == "1.55");
    CHECK(engine.engine_is_newer());
    co_return 0;
  });
}

TEST_CASE("When there is no engine, everything that was asked meanwhile fails with the same sentence and at once") {
  fake_engine fake;
  fake.instead = [](testing::far_end& far, const std::string& request) {
    if (request == "GET /_ping") far.say(testing::http_answer(200, "<html>", "Libpod-Api-Version: 5.0\r\nApi-Version: 1.41\r\n"));
    return true;
  };
  ask(fake, [&](engine_reader& engine) -> task<int> {
    const auto [agreed, images] = co_await together(engine.negotiate(), engine.images());
    CHECK(agreed.error().seen.contains("Podman"));
    CHECK(images.error().seen == agreed.error().seen);
    co_return 0;
  });
}

TEST_CASE("An engine that hangs is noticed by the ping's own time") {
  fake_engine fake;
  fake.instead = [](testing::far_end&, const std::string&) { return true; };
  const auto agreed = ask(fake, [&](engine_reader& engine) { return engine.negotiate(); });
  REQUIRE_FALSE(agreed);
  CHECK(agreed.error().seen == "GET /_ping: no answer within 50ms");
  CHECK(agreed.error().code == exit_code::engine);
}

TEST_CASE("Containers: list, inspection and memory of running ones become one") {
  fake_engine fake;
  answer_containers(fake);
  const auto seen = ask(fake, [&](engine_reader& engine) { return engine.containers(engine_reader::also_memory::yes); });
  REQUIRE(seen);
  REQUIRE(seen->size() == 2);
  CHECK(seen->at(0).name == "web");
  CHECK(seen->at(0).labels == labels{{"a", "list"}});
  CHECK(seen->at(0).memory_used == byte_count{990});
  CHECK_FALSE(seen->at(1).memory_used);
  // The first runs in the second's network stack: it needs the second, and the second's network.
  CHECK(seen->at(0).joins == std::vector<object_id>{id('b')});
  CHECK(seen->at(1).joins.empty());
  REQUIRE(seen->at(0).networks.size() == 1);
  CHECK(seen->at(0).networks[0].id == id('c'));
}

TEST_CASE("A container that is gone by the inspection is left out, one that the engine cannot inspect keeps what the list says") {
  fake_engine fake;
  answer_containers(fake);
  fake.answers("GET /containers/" + id('a') + "/json", 404, R"({"message":"No such container"})");
  fake.answers("GET /containers/" + id('b') + "/json", 500, R"({"message":"RWLayer is unexpectedly nil"})");
  const auto seen = ask(fake, [&](engine_reader& engine) { return engine.containers(); });
  REQUIRE(seen);
  REQUIRE(seen->size() == 1);
  CHECK(seen->front().id == id('b'));
  CHECK_FALSE(seen->front().finished);
  CHECK(seen->front().mounts.size() == 1);
  CHECK(seen->front().joins == std::vector<object_id>{id('d')});
}

TEST_CASE("Whom a container joins is found by id or by name, once, and never itself") {
  fake_engine fake;
  answer_containers(fake);
  fake.answers(
      "GET /containers/" + id('a') + "/json", 200,
      fmt::format(
          R"({{"Id":"{0}","Name":"/web","State":{{"Status":"running"}},"HostConfig":{{"NetworkMode":"container:db","PidMode":"container:{1}","IpcMode":"container:web"}}}})",
          id('a'), id('b')));
  const auto seen = ask(fake, [&](engine_reader& engine) { return engine.containers(); });
  REQUIRE(seen);
  CHECK(seen->at(0).joins == std::vector<object_id>{id('b')});
  CHECK(seen->at(0).networks.size() == 1);
}

TEST_CASE("A refusal names the request and keeps the engine's words apart") {
  fake_engine fake;
  fake.answers("GET /containers/json?all=1", 400, R"({"message":"client version 1.99 is too new"})");
  const auto seen = ask(fake, [&](engine_reader& engine) { return engine.containers(); });
  REQUIRE_FALSE(seen);
  CHECK(seen.error().seen == "GET /containers/json?all=1: the engine answered with status 400");
  CHECK(seen.error().theirs == "client version 1.99 is too new");
}

TEST_CASE("Images: tags and dates of the inspection; a missing blob does not hide the others") {
  fake_engine fake;
  fake.answers(
      "GET /images/json?all=1", 200,
      fmt::format(R"([{{"Id":"sha256:{}","RepoTags":["a:1"]}},{{"Id":"sha256:{}","RepoTags":["b:1"]}}])", id('a'), id('b')));
  fake.answers("GET /images/sha256:" + id('a') + "/json", 200,
               fmt::format(R"({{"Id":"sha256:{}","RepoTags":["a:1","a:2"],"Metadata":{{"LastTagTime":"2026-01-01T00:00:00Z"}}}})",
                           id('a')));
  fake.answers("GET /images/sha256:" + id('b') + "/json", 500, R"({"message":"content digest not found"})");
  const auto seen = ask(fake, [&](engine_reader& engine) { return engine.images(); });
  REQUIRE(seen);
  CHECK(seen->at(0).tags.size() == 2);
  CHECK(seen->at(0).last_tagged);
  CHECK(seen->at(1).tags == std::vector<foreign>{"b:1"});
  CHECK_FALSE(seen->at(1).last_tagged);
}

TEST_CASE("Networks: who is attached comes from the inspection, of those that are not predefined") {
  fake_engine fake;
  fake.answers("GET /networks", 200,
               fmt::format(R"([{{"Name":"bridge","Id":"{}"}},{{"Name":"shop","Id":"{}"}},{{"Name":"bad","Id":"{}"}}])", id('a'),
                           id('b'), id('c')));
  fake.answers("GET /networks/" + id('b'), 200,
               fmt::format(R"({{"Name":"shop","Id":"{}","Containers":{{"{}":{{}}}}}})", id('b'), id('d')));
  fake.answers("GET /networks/" + id('c'), 500, "");
  const auto seen = ask(fake, [&](engine_reader& engine) { return engine.networks(); });
  REQUIRE(seen);
  REQUIRE(seen->size() == 2);
  CHECK(seen->at(1).attached == std::vector<object_id>{id('d')});
}

TEST_CASE("The disk: an engine that answers only one of the two requests is believed as far as it goes") {
  fake_engine fake;
  const std::string cache = "GET /system/df?type=build-cache&verbose=1",
                    rest = "GET /system/df?type=image&type=container&type=volume&verbose=1";
  const auto disk = [&] { return ask(fake, [&](engine_reader& engine) { return engine.disk(); }); };
  fake.answers(cache, 200, R"({"BuildCache":[{"ID":"abc","Size":5}]})");
  fake.answers(rest, 200, R"({"LayersSize":9,"Images":[],"Containers":[],"Volumes":[]})");
  CHECK(disk()->cache.size() == 1);
  CHECK(disk()->usage.images.size == byte_count{9});
  CHECK(disk()->unseen.empty());

  fake.answers(rest, 500, R"({"message":"a volume is on fire"})");
  const auto half = disk();
  CHECK(half->cache.size() == 1);
  REQUIRE(half->unseen.size() == 4);
  CHECK(half->unseen[0] == "The disk usage of images is unknown.");
  CHECK(half->unseen[3].contains("a volume is on fire"));

  // 20.10 knows no `type`: one is refused because the other one runs, and that one says everything.
  fake.answers(cache, 500, R"({"message":"a disk usage operation is already running"})");
  fake.answers(rest, 200, R"({"LayersSize":9,"Images":[],"Containers":[],"Volumes":[],"BuildCache":[{"ID":"abc","Size":5}]})");
  CHECK(disk()->cache.size() == 1);
  CHECK(disk()->unseen.empty());

  fake.answers(rest, 500, "");
  CHECK_FALSE(disk());
}

TEST_CASE("The second look says what is gone, and never asks for what is no name") {
  fake_engine fake;
  fake.answers("GET /images/registry:5000/a/b:1/json", 200, fmt::format(R"({{"Id":"sha256:{}"}})", id('a')));
  fake.answers("GET /volumes/data%20x", 200, R"({"Name":"data x"})");
  ask(fake, [&](engine_reader& engine) -> task<int> {
    CHECK((co_await engine.image_now("registry:5000/a/b:1")).value());
    CHECK((co_await engine.volume_now("data x")).value());
    CHECK_FALSE((co_await engine.container_now(id('a'))).value());
    CHECK_FALSE((co_await engine.network_now(id('a'))).value());
    const auto asked = fake.diary.size();
    CHECK_FALSE(co_await engine.image_now("../containers/x"));
    CHECK_FALSE(co_await engine.container_now("x?force=1"));
    CHECK_FALSE(co_await engine.network_now("../x"));
    CHECK_FALSE(co_await engine.volume_now(".."));
    CHECK_FALSE(co_await engine.containers_of_images({"a"}));
    CHECK_FALSE(co_await engine.log_tail("a", 5));
    CHECK(fake.diary.size() == asked);
    co_return 0;
  });
}

TEST_CASE("Who uses a network: by id, and by name when the container never started") {
  fake_engine fake;
  fake.answers("GET /networks/" + id('a'), 200, fmt::format(R"({{"Name":"lab","Id":"{}"}})", id('a')));
  fake.answers(
      "GET /containers/json?all=1", 200,
      fmt::format(
          R"([{{"Id":"{0}","NetworkSettings":{{"Networks":{{"x":{{"NetworkID":"{1}"}}}}}}}},{{"Id":"{2}","NetworkSettings":{{"Networks":{{"lab":{{"NetworkID":""}}}}}}}},
                 {{"Id":"{3}","HostConfig":{{"NetworkMode":"lab"}}}},{{"Id":"{1}"}}])",
          id('1'), id('a'), id('2'), id('3')));
  const auto users = ask(fake, [&](engine_reader& engine) { return engine.containers_of_network(id('a')); });
  CHECK(*users == std::vector<object_id>{id('1'), id('2'), id('3')});
}

TEST_CASE("The end of a log is text, bounded, of a terminal or not") {
  fake_engine fake;
  const auto request = "GET /containers/" + id('a') + "/logs?stdout=1&stderr=1&tail=3";
  const auto tail = [&] { return ask(fake, [&](engine_reader& engine) { return engine.log_tail(id('a'), 3); })->raw(); };
  fake.answers(request, 200, std::string("\2\0\0\0\0\0\0\4oh!\n", 12));
  CHECK(tail() == "oh!\n");
  fake.answers_raw(request, "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\nContent-Length: 12\r\n\r\n" +
                                std::string("\2\0\0\0\0\0\0\4oh!\n", 12));
  CHECK(tail().size() == 12);
  fake.answers(request, 200, std::string(100'000, 'x'));
  CHECK(tail().size() == 16u << 10);
}

TEST_CASE("Pulls and pushes are asked for to the millisecond, and other events and odd lines are passed over") {
  fake_engine fake;
  fake.instead = [](testing::far_end& far, const std::string& request) {
    if (!request.starts_with("GET /events?since=1.500000000&until=2.075000000&")) return false;
    far.say(testing::http_answer(200, R"({"Action":"pull","time":1,"Actor":{"ID":"shop/web:1"}}
{"Action":"tag","time":1,"Actor":{"ID":"shop/web:2"}}
{"Action":"push","Actor":{"ID":"shop/web:3"}}
::error::no event
{"Action":"push","time":2,"Actor":{"ID":"shop/web:4"}}
)"));
    return true;
  };
  const auto seen = ask(fake, [](engine_reader& engine) {
    return engine.transfers(instant(std::chrono::milliseconds{1500}), instant(std::chrono::milliseconds{2075}));
  });
  REQUIRE_MESSAGE(seen.has_value(), (seen ? "" : seen.error().seen));
  REQUIRE(seen->size() == 2);
  CHECK(seen->front().image == "shop/web:1");
  CHECK(seen->back().image == "shop/web:4");
  CHECK(seen->back().when == instant(std::chrono::seconds{2}));
}

TEST_CASE("The clock is /info's, or that of the answer") {
  fake_engine fake;
  const auto clock = [&] { return ask(fake, [&](engine_reader& engine) { return engine.facts(); }); };
  fake.answers("GET /info", 200, R"({"ID":"x","SystemTime":"2026-01-01T00:00:00Z"})");
  CHECK(format_instant(clock()->clock) == "2026-01-01T00:00:00Z");
  fake.answers("GET /info", 200, R"({"ID":"x"})", "Date: Mon, 23 Nov 2026 19:49:14 GMT\r\n");
  CHECK(format_instant(clock()->clock) == "2026-11-23T19:49:14Z");
  fake.answers("GET /info", 200, R"({"ID":"x"})");
  CHECK(clock().error().seen == "GET /info: it does not say what time it is");
}
