#include <doctest/doctest.h>
#include <unistd.h>

#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include "connect/agent.hpp"
#include "unit/temporary_folder.hpp"

using namespace dropsweep;
using namespace std::chrono_literals;

namespace {

using protocol = asio::local::stream_protocol;

std::string number(std::size_t value) {
  return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8),
          static_cast<char>(value)};
}
std::string text(const std::string& value) { return number(value.size()) + value; }

// Answers each request with the next of its lines and keeps a diary of what was asked.
struct fake_agent {
  std::vector<std::string> answers, asked;
  test::temporary_folder folder;
  std::string path = folder / "socket";

  task<void> serve(protocol::acceptor& acceptor) {
    auto peer = co_await acceptor.async_accept(asio::use_awaitable);
    for (const auto& answer : answers) {
      std::string size(4, '\0');
      co_await asio::async_read(peer, asio::buffer(size), asio::use_awaitable);
      std::string request(static_cast<unsigned char>(size[2]) * 256u + static_cast<unsigned char>(size[3]), '\0');
      co_await asio::async_read(peer, asio::buffer(request), asio::use_awaitable);
      asked.push_back(request);
      co_await asio::async_write(peer, asio::buffer(answer), asio::use_awaitable);
    }
    if (silent) co_await asio::async_read(peer, asio::buffer(end), asio::as_tuple(asio::use_awaitable));
  }

  template <class Story>
  void with(Story story) {
    asio::io_context context;
    protocol::acceptor acceptor(context, protocol::endpoint(path));
    asio::co_spawn(context, serve(acceptor), asio::detached);
    asio::co_spawn(context, story(), [](std::exception_ptr thrown) {
      if (thrown) std::rethrow_exception(thrown);
    });
    context.run();
    ::unlink(path.c_str());
  }

  bool silent = false;
  std::string end = std::string(1000, '\0');
};

// What a publickey request looks like to the agent: session id, 50, user, service, method, 1, algorithm, key.
std::string request_for(const std::string& algorithm) {
  return text("session") + '\x32' + text("root") + text("ssh-connection") + text("publickey") + '\1' + text(algorithm) +
         text("key");
}

}  // namespace

TEST_CASE("The agent's keys come in its order") {
  fake_agent agent;
  agent.answers = {text('\x0c' + number(2) + text("first key") + text("comment") + text("second key") + text(""))};
  agent.with([&]() -> task<void> {
    auto asking = co_await key_agent::at(agent.path, after(2s));
    REQUIRE(asking);
    const auto keys = co_await asking->identities(after(2s));
    REQUIRE(keys);
    CHECK(*keys == std::vector<std::string>{"first key", "second key"});
  });
  CHECK(agent.asked == std::vector<std::string>{"\x0b"});
}

TEST_CASE("A signature comes without its algorithm, and RSA keys are asked for SHA-2") {
  fake_agent agent;
  agent.answers = {text('\x0e' + text(text("rsa-sha2-512") + text("signature"))),
                   text('\x0e' + text(text("ssh-ed25519") + text("another")))};
  agent.with([&]() -> task<void> {
    auto asking = co_await key_agent::at(agent.path, after(2s));
    CHECK((co_await asking->sign("key", request_for("rsa-sha2-512"), after(2s))).value() == "signature");
    CHECK((co_await asking->sign("key", request_for("ssh-ed25519"), after(2s))).value() == "another");
  });
  REQUIRE(agent.asked.size() == 2);
  CHECK(agent.asked[0].ends_with(number(4)));
  CHECK(agent.asked[1].ends_with(number(0)));
}

TEST_CASE("The signature of a security key keeps its flags and counter") {
  fake_agent agent;
  agent.answers = {text('\x0e' + text(text("sk-ssh-ed25519@openssh.com") + text("signature") + '\1' + number(7)))};
  agent.with([&]() -> task<void> {
    auto asking = co_await key_agent::at(agent.path, after(2s));
    CHECK((co_await asking->sign("key", request_for("sk-ssh-ed25519@openssh.com"), after(2s))).value() ==
          text("signature") + '\1' + number(7));
  });
}

TEST_CASE("A refusal to sign, nonsense and silence are errors in time") {
  for (const std::string& answer : {text("\x05"), text("\x0c"), std::string("\xff\xff\xff\xff"), number(0)}) {
    fake_agent agent;
    agent.answers = {answer};
    agent.with([&]() -> task<void> {
      auto asking = co_await key_agent::at(agent.path, after(2s));
      CHECK_FALSE(co_await asking->sign("key", request_for("ssh-ed25519"), after(2s)));
    });
  }
  fake_agent agent;
  agent.silent = true;
  agent.with([&]() -> task<void> {
    auto asking = co_await key_agent::at(agent.path, after(2s));
    CHECK((co_await asking->identities(after(30ms))).error().what == net_failure::timed_out);
  });
}

TEST_CASE("Lists of keys that lie about their sizes give no key twice and end") {
  fake_agent agent;
  agent.answers = {text('\x0c' + number(1000) + number(0xffffff) + "short")};
  agent.with([&]() -> task<void> {
    auto asking = co_await key_agent::at(agent.path, after(2s));
    const auto keys = co_await asking->identities(after(2s));
    REQUIRE(keys);
    CHECK(keys->size() <= 1);
  });
}

TEST_CASE("No agent is said plainly") {
  asio::io_context context;
  asio::co_spawn(
      context,
      []() -> task<void> {
        const auto asking = co_await key_agent::at("/tmp/no-agent-is-here", after(2s));
        REQUIRE_FALSE(asking);
        CHECK(asking.error().what == net_failure::not_there);
      },
      asio::detached);
  context.run();
}
