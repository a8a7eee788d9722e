#include <doctest/doctest.h>

#include <boost/asio/steady_timer.hpp>

#include "engine/http_lanes.hpp"
#include "fakes/fake_engine.hpp"
#include "net/together.hpp"
#include "unit/net/run.hpp"

using namespace dropsweep;
using namespace std::chrono_literals;
using testing::fake_engine;
using testing::run;

namespace {

using lanes_ptr = std::shared_ptr<http_lanes>;
using response = result<http_response>;

engine_limits quick(unsigned streams = 4) {
  return {.streams = streams, .answer_within = 300ms, .removal_within = 300ms, .body_most = 4096};
}

// One conversation over new connections to `engine`.
template <class Talk>
auto talk(fake_engine& engine, engine_limits limits, Talk how) {
  return run([&]() -> decltype(how(lanes_ptr())) {
    const auto executor = co_await asio::this_coro::executor;
    co_return co_await how(std::make_shared<http_lanes>(executor, engine.opener(executor), limits));
  });
}

response get(fake_engine& engine, std::string path, engine_limits limits = quick()) {
  return talk(engine, limits, [&](lanes_ptr lanes) { return lanes->get(path); });
}

std::string why(const response& answer) { return answer ? "answered: " + answer->body : answer.error().seen; }

std::string numbered(std::size_t index) { return fmt::format("/{}", index); }

// All bodies by index, or what went wrong.
std::vector<std::string> get_each(fake_engine& engine, std::size_t count, engine_limits limits = quick()) {
  std::vector<std::string> bodies(count);
  talk(engine, limits, [&](lanes_ptr lanes) -> task<int> {
    co_await lanes->get_each(count, numbered, [&](std::size_t index, response answer) {
      bodies[index] = answer ? answer->body : answer.error().seen;
    });
    co_return 0;
  });
  return bodies;
}

void answer_numbers(fake_engine& engine, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) engine.answers(fmt::format("GET /{}", i), 200, fmt::format("body {}", i));
}

bool all_there(const std::vector<std::string>& bodies) {
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    if (bodies[i] != fmt::format("body {}", i)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("One look is one write, small and complete") {
  fake_engine engine;
  std::string written;
  engine.instead = [&](testing::far_end& far, const std::string&) {
    far.say(testing::http_answer(200, "fine"));
    return true;
  };
  const auto answer = get(engine, "/v1.45/info");
  REQUIRE(answer);
  CHECK(answer->body == "fine");
  CHECK(engine.diary == std::vector<std::string>{"GET /v1.45/info"});
  CHECK(engine.connections.size() == 1);
  CHECK(engine.connections[0]->writes == 1);
  CHECK(http_exchange{.path = "/v1.45/info"}.serialised() == "GET /v1.45/info HTTP/1.1\r\nHost: docker\r\n\r\n");
}

TEST_CASE("Many looks go out in one write for each connection, and each gets its own answer") {
  fake_engine engine;
  answer_numbers(engine, 60);
  engine.piece = 7;
  CHECK(all_there(get_each(engine, 60)));
  CHECK(engine.connections.size() == 4);
  for (const auto& connection : engine.connections) CHECK(connection->writes == 1);
}

TEST_CASE("With one connection everything is pipelined on it") {
  fake_engine engine;
  answer_numbers(engine, 60);
  CHECK(all_there(get_each(engine, 60, quick(1))));
  CHECK(engine.connections.size() == 1);
}

TEST_CASE("When the other side refuses more connections, those that there are serve") {
  fake_engine engine;
  engine.refuse_from = 1;
  answer_numbers(engine, 20);
  CHECK(all_there(get_each(engine, 20)));
  CHECK(engine.connections.size() == 1);
}

TEST_CASE("Without any connection every look fails with the reason") {
  fake_engine engine;
  engine.refuse_from = 0;
  CHECK(get_each(engine, 3) == std::vector<std::string>(3, "refused by the test"));
}

TEST_CASE("A connection that is closed between answers is replaced and nothing is lost") {
  for (const std::size_t answers : {1u, 2u, 7u}) {
    fake_engine engine;
    engine.close_after = answers;
    engine.answers("GET /a", 200, "a");
    const auto heard = talk(engine, quick(1), [&](lanes_ptr lanes) -> task<std::string> {
      std::string all;
      for (int i = 0; i < 10; ++i) all += why(co_await lanes->get("/a")).substr(10);
      co_return all;
    });
    CHECK(heard == "aaaaaaaaaa");
    CHECK(engine.diary.size() == 10);
  }
}

TEST_CASE("Of very many looks not all are asked at once; when one gets no answer, those that were not asked get none either") {
  constexpr std::size_t many = http_lanes::looks_at_once * 3 / 2;
  fake_engine engine;
  answer_numbers(engine, many);
  CHECK(all_there(get_each(engine, many)));

  fake_engine silent;
  silent.refuse_from = 0;
  CHECK(get_each(silent, many) == std::vector<std::string>(many, "refused by the test"));
}

TEST_CASE("An engine that was restarted left dead connections behind, also those that stood idle, and is asked on a new one") {
  fake_engine engine;
  answer_numbers(engine, 4);
  const auto heard = talk(engine, quick(4), [&](lanes_ptr lanes) -> task<std::string> {
    co_await lanes->get_each(4, numbered, [](std::size_t, const response&) {});
    for (const auto& old : engine.connections) old->end();
    co_return why(co_await lanes->get("/2"));
  });
  CHECK(heard == "answered: body 2");
  CHECK(engine.connections.size() == 5);
}

TEST_CASE("An engine that says `Connection: close` after each answer still gets through a pipeline") {
  fake_engine engine;
  for (std::size_t i = 0; i < 12; ++i) {
    engine.answers(fmt::format("GET /{}", i), 200, fmt::format("body {}", i), "Connection: close\r\n");
  }
  engine.close_after = 1;
  CHECK(all_there(get_each(engine, 12)));
}

TEST_CASE("A look is repeated once and not twice") {
  fake_engine engine;
  engine.instead = [](testing::far_end& far, const std::string&) {
    far.end();
    return true;
  };
  CHECK(why(get(engine, "/info")) == "GET /info: the connection was closed before an answer came");
  CHECK(engine.diary.size() == 2);
  CHECK(engine.connections.size() == 2);
}

TEST_CASE("A removal is never repeated, and exactly it is unknown") {
  fake_engine engine;
  engine.answers("GET /a", 200, "a");
  engine.instead = [](testing::far_end& far, const std::string& request) {
    if (request.starts_with("DELETE")) far.end(asio::error::connection_reset);
    return request.starts_with("DELETE");
  };
  talk(engine, quick(), [&](lanes_ptr lanes) -> task<int> {
    const auto lost = co_await lanes->send_once(http_method::remove, "/containers/x");
    REQUIRE_FALSE(lost);
    CHECK(lost.error().was_sent);
    CHECK(lost.error().why.seen == "DELETE /containers/x: the other side cut the connection (reset)");
    CHECK(why(co_await lanes->get("/a")) == "answered: a");
    co_return 0;
  });
  CHECK(engine.times_asked("DELETE /containers/x") == 1);
}

TEST_CASE("A removal that found no connection was not sent") {
  fake_engine engine;
  engine.refuse_from = 0;
  talk(engine, quick(), [&](lanes_ptr lanes) -> task<int> {
    const auto lost = co_await lanes->send_once(http_method::remove, "/containers/x");
    REQUIRE_FALSE(lost);
    CHECK_FALSE(lost.error().was_sent);
    co_return 0;
  });
}

namespace {

// The status of each removal; 0: lost after it was sent, 1: never sent.
std::vector<unsigned> remove_each(fake_engine& engine, int count, engine_limits limits) {
  return talk(engine, limits, [&](lanes_ptr lanes) -> task<std::vector<unsigned>> {
    std::vector<task<unsigned>> removals;
    for (int i = 0; i < count; ++i) {
      removals.push_back([](lanes_ptr with, int number) -> task<unsigned> {
        const auto answer = co_await with->send_once(http_method::remove, fmt::format("/containers/{}", number));
        co_return answer ? answer->status : answer.error().was_sent ? 0u : 1u;
      }(lanes, i));
    }
    co_return co_await all_of(std::move(removals));
  });
}

}  // namespace

TEST_CASE("Removals do not wait for each other's answers: one connection carries them all") {
  fake_engine engine;
  for (int i = 0; i < 30; ++i) engine.answers(fmt::format("DELETE /containers/{}", i), 204, "");
  CHECK(remove_each(engine, 30, quick(3)) == std::vector<unsigned>(30, 204));
  CHECK(std::ranges::count_if(engine.connections, [](const auto& one) { return one->writes > 0; }) == 1);
}

TEST_CASE("A quick removal does not go behind a slow one, and waits for it where there is no other connection") {
  for (const unsigned streams : {4u, 1u}) {
    fake_engine engine;
    engine.answers("DELETE /quick", 200, "[]");
    testing::far_end *slow = nullptr, *quick_one = nullptr;
    engine.instead = [&](testing::far_end& far, const std::string& request) {
      (request == "DELETE /slow" ? slow : quick_one) = &far;
      return request == "DELETE /slow";
    };
    auto limits = quick(streams);
    limits.removal_within = 1min;
    talk(engine, limits, [&](lanes_ptr lanes) -> task<int> {
      CHECK(lanes->has_just_one() == (streams == 1));
      const auto removed = [](lanes_ptr with, std::string path, pace how) -> task<bool> {
        co_return (co_await with->send_once(http_method::remove, path, {}, how)).has_value();
      };
      const auto beside = [&]() -> task<bool> {
        asio::steady_timer timer(co_await asio::this_coro::executor);
        while (slow == nullptr) {
          timer.expires_after(1ms);
          co_await timer.async_wait(asio::use_awaitable);
        }
        if (streams > 1) {
          CHECK(co_await removed(lanes, "/quick", pace::quick));
          slow->say(testing::http_answer(200, "[]"));
          co_return true;
        }
        timer.expires_after(20ms);
        timer.async_wait([&](auto) {
          CHECK(quick_one == nullptr);
          slow->say(testing::http_answer(200, "[]"));
        });
        co_return co_await removed(lanes, "/quick", pace::quick);
      };
      const auto [first, second] = co_await together(removed(lanes, "/slow", pace::slow), beside());
      CHECK(first);
      CHECK(second);
      co_return 0;
    });
    CHECK((slow == quick_one) == (streams == 1));
  }
}

TEST_CASE("When a connection is cut, the removals on it are lost, and none of them is asked for again") {
  fake_engine engine;
  for (int i = 0; i < 10; ++i) engine.answers(fmt::format("DELETE /containers/{}", i), 204, "");
  engine.instead = [](testing::far_end& far, const std::string& request) {
    if (request.ends_with("/4")) far.end(asio::error::connection_reset);
    return request.ends_with("/4");
  };
  CHECK(remove_each(engine, 10, quick(1)) == std::vector<unsigned>{204, 204, 204, 204, 0, 0, 0, 0, 0, 0});
  CHECK(engine.diary.size() == 5);
}

TEST_CASE("Behind `Connection: close` the engine read nothing more, so that removals go out on a new connection") {
  fake_engine engine;
  for (int i = 0; i < 10; ++i) {
    engine.answers(fmt::format("DELETE /containers/{}", i), 204, "", i % 3 == 2 ? "Connection: close\r\n" : "");
  }
  engine.close_after = 3;
  CHECK(remove_each(engine, 10, quick(1)) == std::vector<unsigned>(10, 204));
  CHECK(engine.connections.size() == 4);
  for (int i = 0; i < 10; ++i) CHECK(engine.times_asked(fmt::format("DELETE /containers/{}", i)) == 1);
}

TEST_CASE("A removal whose asker was cancelled before it had a connection never goes out") {
  fake_engine engine;
  talk(engine, quick(), [&](lanes_ptr lanes) -> task<int> {
    const auto wrap = [](lanes_ptr with) -> task<net_result<int>> {
      (void)co_await with->send_once(http_method::remove, "/containers/x");
      co_return 0;
    };
    (void)co_await by(after(0ms), wrap(lanes));
    engine.answers("GET /a", 200, "a");
    CHECK(why(co_await lanes->get("/a")) == "answered: a");
    co_return 0;
  });
  CHECK(engine.times_asked("DELETE /containers/x") == 0);
}

TEST_CASE("What waits behind an answer that is broken is asked again elsewhere") {
  fake_engine engine;
  answer_numbers(engine, 9);
  bool broken = false;
  engine.instead = [&](testing::far_end& far, const std::string& request) {
    if (request != "GET /0" || std::exchange(broken, true)) return broken && far.saying.starts_with("nonsense");
    far.say("nonsense\r\n\r\n");
    return true;
  };
  const auto bodies = get_each(engine, 9, quick(1));
  CHECK(bodies[0] == "GET /0: what came is no HTTP answer (bad version)");
  for (std::size_t i = 1; i < 9; ++i) CHECK(bodies[i] == fmt::format("body {}", i));
}

TEST_CASE("What can be asked nowhere else says what broke the connection") {
  fake_engine engine;
  engine.instead = [&](testing::far_end& far, const std::string&) {
    far.say("nonsense\r\n\r\n");
    return true;
  };
  const auto bodies = get_each(engine, 3, quick(1));
  CHECK(bodies[0] == "GET /0: what came is no HTTP answer (bad version)");
  CHECK(bodies[2] == "GET /2: the connection ended before its answer came (GET /1: what came is no HTTP answer (bad version))");
}

TEST_CASE("A cancelled look leaves the others alone, also one that stands behind it") {
  fake_engine engine;
  engine.answers("GET /a", 200, "a");
  engine.instead = [&](testing::far_end& far, const std::string&) { return &far == engine.connections.front().get(); };
  talk(engine, quick(), [&](lanes_ptr lanes) -> task<int> {
    const auto wrap = [](lanes_ptr with) -> task<net_result<response>> { co_return co_await with->get("/silent"); };
    const auto late = co_await by(after(20ms), wrap(lanes));
    REQUIRE_FALSE(late);
    CHECK(late.error().what == net_failure::timed_out);
    CHECK(why(co_await lanes->get("/a")) == "answered: a");
    co_return 0;
  });
}

TEST_CASE("Giving up ends all that wait with the same words") {
  fake_engine engine;
  engine.instead = [](testing::far_end&, const std::string&) { return true; };
  talk(engine, quick(), [&](lanes_ptr lanes) -> task<int> {
    const auto stop = [](lanes_ptr with) -> task<response> {
      asio::steady_timer timer(co_await asio::this_coro::executor, 5ms);
      co_await timer.async_wait(asio::use_awaitable);
      with->give_up({.code = exit_code::engine, .step = "engine", .seen = "no engine at all", .theirs = {}, .advice = {}});
      co_return response();
    };
    const auto [a, b, c] = co_await together(lanes->get("/a"), lanes->get("/b"), stop(lanes));
    CHECK(why(a) == "no engine at all");
    CHECK(why(b) == "no engine at all");
    co_return 0;
  });
}
