#include <doctest/doctest.h>

#include "engine/engine.hpp"
#include "fakes/fake_engine.hpp"
#include "unit/net/run.hpp"

using namespace dropsweep;
using namespace std::chrono_literals;
using testing::fake_engine;
using testing::run;

namespace {

const std::string id(64, 'a'), exec(64, 'e');

// What the program prints, one frame a line.
std::string frames(std::size_t lines) {
  std::string all;
  for (std::size_t i = 0; i < lines; ++i) all += std::string("\1\0\0\0\0\0\0\5", 8) + "line\n";
  return all;
}

result<program_end> run_program(fake_engine& fake, const std::string& prints, span within) {
  fake.answers_ping();
  fake.answers("POST /containers/" + id + "/exec", 201, R"({"Id":")" + exec + R"("})");
  fake.answers("GET /exec/" + exec + "/json", 200, R"({"Running":false,"ExitCode":3})");
  fake.instead = [&](testing::far_end& far, const std::string& request) {
    if (!request.ends_with("/start")) return false;
    far.piece = 7;
    far.say(testing::chunked_answer(prints, 5));
    far.end();
    return true;
  };
  return run([&]() -> task<result<program_end>> {
    const auto executor = co_await asio::this_coro::executor;
    engine_reader looking(executor, fake.opener(executor), {});
    CHECK(co_await looking.negotiate());
    engine acting(looking);
    co_return co_await acting.run_in_container(id, {"psql"}, within);
  });
}

}  // namespace

TEST_CASE("A program's output and its exit code, however small the pieces are in which they come") {
  fake_engine fake;
  const auto end = run_program(fake, frames(3), 1h);
  REQUIRE(end);
  CHECK(end->output == foreign("line\nline\nline\n"));
  CHECK(end->exit_code == 3);
}

TEST_CASE("A flood of small pieces, each there at once, does not outrun the deadline") {
  fake_engine fake;
  const auto end = run_program(fake, frames(1000), 0ms);
  REQUIRE(end);
  CHECK(std::ranges::any_of(fake.connections, [](const auto& one) { return !one->saying.empty(); }));  // the rest was not read
}
