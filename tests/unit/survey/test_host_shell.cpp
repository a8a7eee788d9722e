#include "survey/host_shell.hpp"

#include <doctest/doctest.h>

#include "fakes/fake_shell.hpp"
#include "net/together.hpp"
#include "unit/net/run.hpp"

using namespace dropsweep;
using namespace std::chrono_literals;
using testing::fake_shell;
using testing::run;

namespace {

using answer = net_result<std::string>;

template <class Talk>
auto talk(fake_shell& fake, Talk how) {
  return run([&]() -> decltype(how(std::declval<host_shell&>())) {
    host_shell shell(co_await asio::this_coro::executor, fake);
    co_return co_await how(shell);
  });
}

answer ask(fake_shell& fake, std::string request, std::size_t most = 1000) {
  return talk(fake, [&](host_shell& shell) { return shell.ask(request, "", most, after(1s)); });
}

}  // namespace

TEST_CASE("One shell answers all requests, also those that are asked together") {
  fake_shell fake;
  fake.greets = "Welcome to droplet!\n";
  fake.answers = {{"probe", "load 1\n"}, {"ledger", "a b\n"}};
  const auto [a, b, c] = talk(fake, [](host_shell& shell) {
    return together(shell.ask("probe /x", "", 1000, after(1s)), shell.ask("ledger", "", 1000, after(1s)),
                    shell.ask("write-ledger 4", "abc\n", 1000, after(1s)));
  });
  CHECK(a.value() == "load 1\n");
  CHECK(b.value() == "a b\n");
  CHECK(c.value() == "");
  CHECK(fake.started == 1);
  CHECK(fake.heard == std::vector<std::string>{"probe /x\n", "ledger\n", "write-ledger 4\nabc\n"});
}

TEST_CASE("What is asked together goes out at once and takes one round trip") {
  fake_shell fake;
  fake.answers_late = true;
  const auto [a, b] = talk(fake, [&](host_shell& shell) -> task<std::pair<answer, answer>> {
    const auto answer_both = [&]() -> task<int> {
      while (fake.heard.size() < 2) co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
      fake.far->say("\ndropsweep begin\n1\ndropsweep end\n\ndropsweep begin\n2\ndropsweep end\n");
      co_return 0;
    };
    auto [first, second, said] =
        co_await together(shell.ask("probe /", "", 1000, after(1s)), shell.ask("ledger", "", 1000, after(1s)), answer_both());
    co_return std::pair(std::move(first), std::move(second));
  });
  CHECK(a.value() == "1\n");
  CHECK(b.value() == "2\n");
}

TEST_CASE("A line end in an argument starts no request of its own") {
  fake_shell fake;
  ask(fake, "probe /x\nlock me");
  CHECK(fake.heard == std::vector<std::string>{"probe /x?lock me\n"});
}

TEST_CASE("What start files print is no answer, not even when it looks like the end of one") {
  fake_shell fake;
  fake.greets = "dropsweep end\n";
  fake.answers = {{"probe", "load 1\n"}};
  const auto answer = ask(fake, "probe /");
  REQUIRE(answer);
  CHECK(*answer == "load 1\n");
}

TEST_CASE("An account without a shell is told apart, and is not asked twice") {
  fake_shell fake;
  fake.says_only = "This account is currently not available.\n";
  talk(fake, [](host_shell& shell) -> task<int> {
    for (int i = 0; i < 2; ++i) {
      const auto said = co_await shell.ask("probe /", "", 1000, after(1s));
      REQUIRE_FALSE(said);
      CHECK(said.error().what == net_failure::unsupported);
      CHECK(said.error().theirs.raw().starts_with("This account"));
    }
    co_return 0;
  });
  CHECK(fake.started == 1);
}

TEST_CASE("A shell that says too much, or nothing in time, is ended") {
  fake_shell fake;
  fake.answers = {{"probe", std::string(100'000, 'x') + "\n"}};
  CHECK(ask(fake, "probe /").error().what == net_failure::other);
  CHECK(fake.far->closed);

  fake_shell silent;
  const auto late = talk(silent, [&](host_shell& shell) -> task<answer> {
    (void)co_await shell.ask("probe /", "", 1000, after(1s));
    silent.far->hears = [](std::string_view) {};
    co_return co_await shell.ask("probe /", "", 1000, after(20ms));
  });
  CHECK(late.error().what == net_failure::timed_out);
  CHECK(silent.far->closed);
}
