#include "health/rounds.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>

#include "unit/health/servers.hpp"

using namespace dropsweep;
using namespace dropsweep::testing;

namespace {

// Many services, one way, and an engine whose containers a test changes between readings.
struct rounds_world {
  world all;
  loopback_dialer way;
  tls_client tls;
  std::vector<service> services;
  std::function<result<std::vector<container>>(unsigned reading)> facts;
  unsigned readings = 0;
  std::function<bool(const service&)> out_of_reach;

  ways_to_ask ways() {
    return {.way_for = [this](const service&) -> dialer& { return way; },
            .containers = [this] { return read(); },
            .tls = tls,
            .out_of_reach = out_of_reach};
  }
  task<result<std::vector<container>>> read() { co_return facts(readings++); }

  std::vector<std::optional<observation>> once() {
    const auto outside = ways();
    return all.run(ask_once(services, outside));
  }
  std::vector<answered> until_healthy(span patience, std::function<bool()> stopped = {}) {
    const auto outside = ways();
    return all.run(ask_until_healthy(services, outside, patience, {.stopped = std::move(stopped), .counts = {}}));
  }
};

service container_service(std::string name) { return {.name = name, .how = service::scheme::container, .host = name}; }

container named(std::string name, container_health health) {
  return {.id = name, .name = name, .state = container_state::running, .health = health};
}

}  // namespace

TEST_CASE("Before the sweep every service is asked once, all at the same time") {
  rounds_world probe;
  server slow(probe.all, starts_late(answer("200 OK", ""), 200ms));
  server bad(probe.all, says(answer("500 Oops", "")));
  for (int i = 0; i < 10; ++i) probe.services.push_back(http_at(slow.port(), 5s));
  probe.services.push_back(http_at(bad.port()));
  probe.services.push_back(container_service("db"));
  probe.services.push_back(container_service("cache"));
  probe.facts = [](unsigned) { return std::vector{named("db", container_health::healthy)}; };

  const auto started = std::chrono::steady_clock::now();
  const auto seen = probe.once();
  CHECK(std::chrono::steady_clock::now() - started < 1500ms);  // and not 10 times 200 ms

  REQUIRE(seen.size() == 13);
  for (std::size_t i = 0; i < 10; ++i) CHECK(seen[i].value().healthy);
  CHECK(seen[10].value().saw == "status 500, wanted 200 to 299");
  CHECK(seen[11].value().saw == "running and healthy");
  CHECK(seen[12].value().saw == "there is no container named cache");
  CHECK(slow.connections() == 10);
  CHECK(bad.connections() == 1);
  CHECK(probe.readings == 1);
}

TEST_CASE("No services are no questions") {
  rounds_world probe;
  CHECK(probe.once().empty());
  CHECK(probe.until_healthy(1s).empty());
}

TEST_CASE("A service is asked until it answers and not once more, each by itself") {
  rounds_world probe;
  server good(probe.all, says(answer("200 OK", "")));
  server late(probe.all, says(answer("503 Later", "")));
  late.plays([&late](tcp::socket& socket) {
    return says(late.connections() < 3 ? answer("503 Later", "") : answer("200 OK", ""))(socket);
  });
  probe.services = {http_at(good.port()), http_at(late.port())};
  const auto answers = probe.until_healthy(10s);
  CHECK(answers[0].tries == 1);
  CHECK(answers[0].seen.value().healthy);
  CHECK(answers[1].tries == 3);
  CHECK(answers[1].seen.value().healthy);
  CHECK(good.connections() == 1);
  CHECK(late.connections() == 3);
}

TEST_CASE("When the patience ends the last answer stands") {
  rounds_world probe;
  server bad(probe.all, says(answer("503 Down", "gone")));
  probe.services = {http_at(bad.port())};
  const auto started = std::chrono::steady_clock::now();
  const auto answers = probe.until_healthy(400ms);
  CHECK(std::chrono::steady_clock::now() - started >= 400ms);
  CHECK(std::chrono::steady_clock::now() - started < 2s);
  CHECK(answers[0].seen.value().saw == "status 503, wanted 200 to 299");
  CHECK(answers[0].tries == 3);  // at once, after 250 ms, and at the end
}

TEST_CASE("Containers share one reading of the engine a round, and a healthy one is not judged again") {
  rounds_world probe;
  probe.services = {container_service("db"), container_service("web")};
  probe.facts = [](unsigned reading) {
    using enum container_health;
    // db falls back to starting, which nobody asks any more.
    return std::vector{named("db", reading == 0 ? healthy : starting), named("web", reading < 2 ? starting : healthy)};
  };
  const auto answers = probe.until_healthy(10s);
  CHECK(probe.readings == 3);
  CHECK(answers[0].tries == 1);
  CHECK(answers[0].seen.value().healthy);
  CHECK(answers[1].tries == 3);
  CHECK(answers[1].seen.value().healthy);
}

TEST_CASE("An engine that cannot list its containers makes them unhealthy, with its words escaped") {
  rounds_world probe;
  probe.services = {container_service("db")};
  probe.facts = [](unsigned) -> result<std::vector<container>> {
    return std::unexpected(error{.code = exit_code::engine, .seen = "GET /containers/json failed.", .theirs = "\x1b[2J"});
  };
  CHECK(probe.once()[0].value().saw == "the containers could not be listed: GET /containers/json failed. It said: \\x1b[2J");
  probe.facts = [](unsigned) -> result<std::vector<container>> { throw std::runtime_error("broken"); };
  CHECK(probe.once()[0].value().saw == "the containers could not be listed: broken");
}

TEST_CASE("When the way to a service is lost its silence says nothing about it, and the others are asked on") {
  rounds_world probe;
  server here(probe.all, says(answer("503 Later", "")));
  server there(probe.all, says(answer("503 Later", "")));
  here.plays([&here](tcp::socket& socket) {
    return says(here.connections() < 3 ? answer("503 Later", "") : answer("200 OK", ""))(socket);
  });
  probe.services = {http_at(here.port()), http_at(there.port()), container_service("db")};
  probe.services[0].from = service::vantage::runner;
  probe.facts = [](unsigned) { return std::unexpected(error{.seen = "the connection ended"}); };
  probe.out_of_reach = [](const service& which) {
    return which.how == service::scheme::container || which.from == service::vantage::droplet;
  };

  const auto answers = probe.until_healthy(30s);
  CHECK(answers[0].seen.value().healthy);
  CHECK_FALSE(answers[1].seen);
  CHECK_FALSE(answers[2].seen);
  CHECK(there.connections() == 1);
  CHECK(probe.readings == 1);
}

TEST_CASE("Asked to stop, it ends with what was seen so far") {
  rounds_world probe;
  server bad(probe.all, says(answer("503 Down", "")));
  probe.services = {http_at(bad.port())};
  const auto started = std::chrono::steady_clock::now();
  const auto answers = probe.until_healthy(1h, [&] { return bad.connections() >= 2; });
  CHECK(std::chrono::steady_clock::now() - started < 3s);
  CHECK(answers[0].tries == 2);
  CHECK(answers[0].seen.value().saw == "status 503, wanted 200 to 299");

  const auto none = probe.until_healthy(1h, [] { return true; });
  CHECK_FALSE(none[0].seen);
  CHECK(none[0].tries == 0);
}

TEST_CASE("Cancelled, it ends at once with what was seen so far, and a question cut off counts for nothing") {
  rounds_world probe;
  server bad(probe.all, says(answer("503 Down", "")));
  server silent(probe.all, says_nothing());
  probe.services = {http_at(bad.port(), 1h), http_at(silent.port(), 1h)};
  const auto outside = probe.ways();

  asio::cancellation_signal cancel;
  std::optional<std::vector<answered>> answers;
  asio::co_spawn(probe.all.context(), ask_until_healthy(probe.services, outside, 1h),
                 asio::bind_cancellation_slot(cancel.slot(), [&](std::exception_ptr thrown, std::vector<answered> given) {
                   CHECK_FALSE(thrown);
                   answers = std::move(given);
                   probe.all.context().stop();
                 }));
  asio::steady_timer soon(probe.all.context(), 400ms);
  soon.async_wait([&](boost::system::error_code) { cancel.emit(asio::cancellation_type::terminal); });
  probe.all.context().run_for(10s);

  REQUIRE(answers);
  CHECK((*answers)[0].tries == 2);
  CHECK((*answers)[0].seen.value().saw == "status 503, wanted 200 to 299");
  CHECK((*answers)[1].tries == 0);
  CHECK_FALSE((*answers)[1].seen);
}
