#include <doctest/doctest.h>
#include <signal.h>

#include <array>
#include <boost/asio/write.hpp>
#include <fstream>

#include "net/run_script.hpp"
#include "net/together.hpp"
#include "unit/net/run.hpp"
#include "unit/temporary_folder.hpp"

using namespace dropsweep;
using namespace std::chrono_literals;
using testing::run;
using testing::soon;

namespace {

task<std::monostate> say(byte_stream& to, std::string_view input) {
  (void)co_await asio::async_write(to, asio::buffer(input), asio::as_tuple(asio::use_awaitable));
  co_return std::monostate{};
}

// Until the script ends or `most` bytes came.
task<std::string> hear(byte_stream& from, std::size_t most) {
  std::string output;
  std::array<char, 4096> buffer{};
  while (output.size() < most) {
    const auto [code, size] = co_await from.async_read_some(asio::buffer(buffer), asio::as_tuple(asio::use_awaitable));
    if (code) break;
    output.append(buffer.data(), size);
  }
  co_return output;
}

std::string output_of(std::string script, std::string input = "", std::size_t most = 1000) {
  return run([&]() -> task<std::string> {
    const auto scripts = make_local_script_runner(co_await asio::this_coro::executor);
    auto stream = co_await scripts->start(script, soon(5000));
    REQUIRE(stream);
    auto [said, output] = co_await together(say(**stream, input), hear(**stream, most));
    co_return output;
  });
}

}  // namespace

TEST_CASE("A script reads its input and writes its output; its errors are dropped") {
  CHECK(output_of("read a; read b; echo two >&2; echo \"$b $a\"; exit 5", "first\nsecond\n") == "second first\n");
}

TEST_CASE("More input than any buffer holds goes in while output comes out") {
  CHECK(output_of("cat", std::string(3'000'000, 'x'), 3'000'000) == std::string(3'000'000, 'x'));
}

TEST_CASE("The end of the stream ends the script and everything that it started") {
  const test::temporary_folder here;
  const auto marker = here / "pid";
  CHECK(output_of("sleep 60 & echo $! >" + marker + "; echo started; sleep 60", "", 8) == "started\n");
  pid_t grandchild = 0;
  std::ifstream(marker) >> grandchild;
  REQUIRE(grandchild > 1);
  // It may be a zombie for a moment, until the first process of this namespace has buried it.
  for (int i = 0; i < 100 && ::kill(grandchild, 0) == 0; ++i) ::usleep(10'000);
  CHECK(::kill(grandchild, 0) != 0);
}

TEST_CASE("A script does not see our environment") {
  ::setenv("INPUT_SSH_KEY", "do not leak", 1);
  CHECK(output_of("echo \"key: $INPUT_SSH_KEY\"") == "key: \n");
}

TEST_CASE("A script that ends by itself: all that it says, in time and not too much") {
  const auto said = [](std::string script, std::size_t most = 100, deadline until = soon(5000)) {
    return run([&]() -> task<net_result<std::string>> {
      const auto scripts = make_local_script_runner(co_await asio::this_coro::executor);
      co_return co_await run_script(*scripts, script, "input\n", most, until);
    });
  };
  CHECK(said("read a; echo \"$a and output\"").value() == "input and output\n");
  CHECK(said("exec 0<&-; echo done").value() == "done\n");
  CHECK(said("while :; do echo too much; done").error().what == net_failure::other);
  CHECK(said("sleep 60", 100, soon(100)).error().what == net_failure::timed_out);
}

TEST_CASE("A script knows the account's home folder") {
  const auto said = run([&]() -> task<std::string> {
    const auto scripts = make_local_script_runner(co_await asio::this_coro::executor, "/home/of us");
    co_return (co_await run_script(*scripts, "echo \"$HOME\"", "", 1000, soon(5000))).value();
  });
  CHECK(said == "/home/of us\n");
}
