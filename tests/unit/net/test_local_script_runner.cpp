#include <doctest/doctest.h>
#include <signal.h>

#include <boost/asio/steady_timer.hpp>
#include <fstream>

#include "net/dialer.hpp"
#include "unit/net/run.hpp"

using namespace dropsweep;
using namespace std::chrono_literals;
using testing::run;
using testing::soon;

namespace {

task<std::string> at_once(std::string text) { co_return text; }

task<std::string> later(std::string text) {
  asio::steady_timer timer(co_await asio::this_coro::executor, 30ms);
  co_await timer.async_wait(asio::use_awaitable);
  co_return text;
}

task<std::string> never() {
  asio::steady_timer timer(co_await asio::this_coro::executor, deadline::max());
  co_await timer.async_wait(asio::use_awaitable);
  co_return "";
}

net_result<std::string> outcome(std::string script, task<std::string> (*input)(), std::size_t most = 1000,
                                deadline until = soon(5000)) {
  return run([&]() -> task<net_result<std::string>> {
    auto scripts = make_local_script_runner(co_await asio::this_coro::executor);
    co_return co_await scripts->run(script, input(), most, until);
  });
}

}  // namespace

TEST_CASE("A script's output is returned, its errors and its exit status are not looked at") {
  const auto said = outcome("echo one; echo two >&2; echo three; exit 5", [] { return at_once(""); });
  CHECK(said.value() == "one\nthree\n");
}

TEST_CASE("A script reads its input, which may come after it was started") {
  CHECK(outcome("read a; read b; echo \"$b $a\"", [] { return later("first\nsecond\n"); }).value() == "second first\n");
}

TEST_CASE("More input than any buffer holds goes in while output comes out") {
  const auto said = outcome("cat", [] { return at_once(std::string(3'000'000, 'x')); }, 4'000'000);
  CHECK(said.value() == std::string(3'000'000, 'x'));
}

TEST_CASE("A script that ends without reading its input is fine, and late input is not waited for") {
  CHECK(outcome("echo done", [] { return at_once(std::string(3'000'000, 'x')); }).value() == "done\n");
  CHECK(outcome("exec 0<&-; echo done", [] { return never(); }).value() == "done\n");
}

TEST_CASE("More output than allowed is an error and ends the script") {
  CHECK(outcome("while :; do echo too much; done", [] { return at_once(""); }).error().what == net_failure::other);
}

TEST_CASE("The deadline ends the script and everything that it started") {
  const std::string marker = "/tmp/dropsweep-script-" + std::to_string(::getpid());
  const auto started = std::chrono::steady_clock::now();
  const auto said = outcome("sleep 60 & echo $! >" + marker + "; sleep 60", [] { return at_once(""); }, 1000, soon(300));
  CHECK(said.error().what == net_failure::timed_out);
  CHECK(std::chrono::steady_clock::now() - started < 5s);
  pid_t grandchild = 0;
  std::ifstream(marker) >> grandchild;
  REQUIRE(grandchild > 1);
  // It may be a zombie for a moment, until the first process of this namespace has buried it.
  for (int i = 0; i < 100 && ::kill(grandchild, 0) == 0; ++i) ::usleep(10'000);
  CHECK(::kill(grandchild, 0) != 0);
  ::unlink(marker.c_str());
}

TEST_CASE("A script does not see our environment") {
  ::setenv("INPUT_SSH_KEY", "do not leak", 1);
  CHECK(outcome("echo \"key: $INPUT_SSH_KEY\"", [] { return at_once(""); }).value() == "key: \n");
}
