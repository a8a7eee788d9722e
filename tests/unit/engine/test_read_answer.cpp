// Whatever comes instead of an answer: a named error with code engine, never a crash and never a hang.
#include <doctest/doctest.h>

#include "engine/http_lanes.hpp"
#include "fakes/fake_engine.hpp"
#include "unit/net/run.hpp"

using namespace dropsweep;
using namespace std::chrono_literals;
using testing::run;

namespace {

struct heard {
  std::string body;
  std::string failure;
  foreign theirs;
};

// `bytes` as the answer to one GET, read in pieces, then the connection's end or silence.
heard answer_of(std::string bytes, bool then_silence = false, std::size_t piece = 1u << 16) {
  testing::fake_engine engine;
  engine.piece = piece;
  engine.instead = [&](testing::far_end& far, const std::string&) {
    far.say(bytes);
    if (!then_silence) far.end();
    return true;
  };
  return run([&]() -> task<heard> {
    const auto executor = co_await asio::this_coro::executor;
    const engine_limits limits{.streams = 1, .answer_within = 50ms, .body_most = 1000};
    const auto lanes = std::make_shared<http_lanes>(executor, engine.opener(executor), limits);
    const auto answer = co_await lanes->get("/info");
    if (answer) co_return heard{answer->body, "", {}};
    CHECK(answer.error().code == exit_code::engine);
    CHECK(answer.error().step == "engine");
    co_return heard{"", answer.error().seen, answer.error().theirs};
  });
}

}  // namespace

TEST_CASE("An answer with a length and one in chunks are read whole, byte by byte as well") {
  for (const std::size_t piece : {1u, 3u, 100'000u}) {
    CHECK(answer_of(testing::http_answer(200, "hello"), true, piece).body == "hello");
    CHECK(answer_of(testing::chunked_answer("hello, world", 5), true, piece).body == "hello, world");
  }
}

TEST_CASE("An answer that is cut off at any byte is an error and says so") {
  for (const auto& whole : {testing::http_answer(200, "hello"), testing::chunked_answer("hello, world", 5)}) {
    for (std::size_t size = 1; size < whole.size(); ++size) {
      const auto cut = answer_of(whole.substr(0, size));
      CHECK(cut.failure == "GET /info: the answer is cut off: the connection was closed in its middle");
    }
  }
}

TEST_CASE("A drip and a silence end with the time for the whole answer") {
  CHECK(answer_of("", true).failure == "GET /info: no answer within 50ms");
  CHECK(answer_of("HTTP/1.1 200 OK\r\nContent-Le", true).failure == "GET /info: the answer was not complete within 50ms");
  CHECK(answer_of("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", true).failure ==
        "GET /info: the answer was not complete within 50ms");
}

TEST_CASE("A header without an end and a body beyond the limit are refused") {
  std::string endless = "HTTP/1.1 200 OK\r\n";
  while (endless.size() < 100'000) endless += "X-Filler: 0123456789\r\n";
  CHECK(answer_of(endless, true).failure == "GET /info: the answer's header has more than 65536 bytes");
  CHECK(answer_of("HTTP/1.1 200 OK\r\nX: " + std::string(100'000, 'x'), true).failure ==
        "GET /info: the answer's header has more than 65536 bytes");
  CHECK(answer_of(testing::http_answer(200, std::string(1001, 'x'))).failure == "GET /info: the answer has more than 1 kB");
  CHECK(answer_of(testing::chunked_answer(std::string(1001, 'x'), 100)).failure == "GET /info: the answer has more than 1 kB");
  CHECK(answer_of("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n").failure.starts_with("GET /info: "));
  CHECK(answer_of(testing::http_answer(200, std::string(1000, 'x'))).body.size() == 1000);
}

TEST_CASE("A chunk's header and a trailer without an end are refused before they fill the memory") {
  const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::string much(10 * engine_unread_most, 'x');
  CHECK(answer_of(chunked + "1;forged=" + much, true).failure ==
        "GET /info: the answer has more than 131072 bytes between two pieces of its body");
  CHECK(answer_of(chunked + "2\r\n[]\r\n0\r\nX-Forged: " + much, true).failure ==
        "GET /info: the answer's header has more than 65536 bytes");
}

TEST_CASE("What is no HTTP/1.1 is named, with its first bytes kept apart") {
  const auto ssh = answer_of("SSH-2.0-OpenSSH_10.0\r\n");
  CHECK(ssh.failure == "GET /info: what came is no HTTP answer (bad version)");
  CHECK(ssh.theirs.raw() == "SSH-2.0-OpenSSH_10.0\r\n");
  CHECK(answer_of("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nOK").failure ==
        "GET /info: the answer is in HTTP/1.0, an engine speaks HTTP/1.1");
  CHECK(answer_of("HTTP/1.1 200 OK\r\n\r\nOK").failure == "GET /info: the answer does not say how long it is");
  CHECK(answer_of("HTTP/1.1 101 UPGRADED\r\n\r\n").failure == "GET /info: an interim answer came (status 101)");
  CHECK(answer_of("HTTP/1.1 99999 OK\r\n\r\n").failure.starts_with("GET /info: what came is no HTTP answer"));
  CHECK(answer_of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
            .failure.starts_with("GET /info: what came is no HTTP answer"));
  CHECK(answer_of(std::string(300, '\0')).failure.starts_with("GET /info: what came is no HTTP answer"));
  CHECK(answer_of(std::string(300, '\xff')).theirs.raw().size() == 80);
}

TEST_CASE("Many large answers at the same time do not add up beyond the budget") {
  testing::fake_engine engine;
  engine.answers("GET /large", 200, std::string(900, 'x'));
  engine.instead = [](testing::far_end& far, const std::string&) {
    far.say("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + std::string(899, 'x'));  // and never the last byte
    return true;
  };
  const auto failures = run([&]() -> task<std::vector<std::string>> {
    const auto executor = co_await asio::this_coro::executor;
    const auto lanes = std::make_shared<http_lanes>(executor, engine.opener(executor),
                                                    engine_limits{.streams = 4, .answer_within = 50ms, .body_most = 1000});
    std::vector<std::string> seen;
    co_await lanes->get_each(
        3, [](std::size_t index) { return fmt::format("/{}", index + 1); },
        [&](std::size_t, result<http_response> answer) { seen.push_back(answer.error().seen); });
    co_return seen;
  });
  REQUIRE(failures.size() == 3);
  CHECK(failures[0].ends_with("the answers that came at the same time are too large together"));
}
