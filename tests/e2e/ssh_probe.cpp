// Tries out connect/ on a real sshd, whose socket leads to an echo server:
//   ssh_probe HOST PORT USER KEYFILE KNOWNHOSTSFILE SOCKET [NAME=VALUE...] ACTION...
// Names: passphrase, certificate, password, agent, fingerprint (several), jump=[user@]host:port, timeout (ms), patience (ms),
// sudo, host (for known_hosts). Prints what it saw, one fact a line; the driver checks the lines.
#include <fmt/core.h>

#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>

#include "connect/link.hpp"

using namespace dropsweep;
using namespace std::chrono_literals;
using namespace asio::experimental::awaitable_operators;

namespace {

using clock_type = std::chrono::steady_clock;
const auto program_start = clock_type::now();

long now_ms() { return std::chrono::duration_cast<std::chrono::milliseconds>(clock_type::now() - program_start).count(); }

template <class... Parts>
void say(fmt::format_string<Parts...> form, Parts&&... parts) {
  fmt::print("{:6} {}\n", now_ms(), fmt::format(form, std::forward<Parts>(parts)...));
  std::fflush(stdout);
}

void say_failure(const error& failure) {
  say("failed code={} step={}", static_cast<int>(failure.code), failure.step);
  say("seen: {}", failure.seen);
  if (!failure.theirs.empty()) say("theirs: {}", failure.theirs);
  if (!failure.advice.empty()) say("advice: {}", failure.advice);
}

std::string pattern(std::size_t size, unsigned seed) {
  std::mt19937 random(seed);
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

task<void> sleep_for(span length) {
  asio::steady_timer timer(co_await asio::this_coro::executor, length);
  co_await timer.async_wait(asio::use_awaitable);
}

task<void> write_all(byte_stream& stream, const std::string& bytes) {
  co_await asio::async_write(stream, asio::buffer(bytes), asio::use_awaitable);
}
task<void> read_all(byte_stream& stream, std::string& bytes) {
  co_await asio::async_read(stream, asio::buffer(bytes), asio::use_awaitable);
}

span patience = 60s;

task<net_result<bool>> send_and_read(byte_stream& stream, const std::string& sent, std::string& got) {
  co_await (write_all(stream, sent) && read_all(stream, got));
  co_return true;
}

// Sends `size` bytes and reads them back, both at once.
task<bool> echo(byte_stream& stream, std::size_t size, unsigned seed) {
  const std::string sent = pattern(size, seed);
  std::string got(size, '\0');
  try {
    const auto done = co_await by(after(patience), send_and_read(stream, sent, got));
    if (!done) say("echo: {}", done.error().detail);
  } catch (const boost::system::system_error& failure) {
    say("echo: {}", failure.what());
  }
  co_return sent == got;
}

task<void> one_of_storm(host_link& link, std::size_t size, unsigned seed, int& good) {
  auto stream = co_await link.open_engine(after(patience));
  if (!stream) {
    say_failure(stream.error());
    co_return;
  }
  if (co_await echo(**stream, size, seed)) ++good;
}

template <class Make>
task<void> all_at_once(unsigned count, Make make) {
  const auto executor = co_await asio::this_coro::executor;
  unsigned left = count;
  asio::steady_timer done(executor, deadline::max());
  for (unsigned i = 0; i < count; ++i) {
    asio::co_spawn(executor, make(i), [&](std::exception_ptr thrown) {
      if (thrown) say("thrown!");
      if (--left == 0) done.cancel();
    });
  }
  if (left > 0) co_await done.async_wait(asio::as_tuple(asio::use_awaitable));
}

task<void> storm(host_link& link, unsigned count, std::size_t size) {
  int good = 0;
  const auto began = clock_type::now();
  co_await all_at_once(count, [&](unsigned i) { return one_of_storm(link, size, i + 1, good); });
  const auto took = std::chrono::duration<double>(clock_type::now() - began).count();
  say("storm: {} of {} right, {:.0f} MB/s each way", good, count, static_cast<double>(count * size) / took / 1e6);
}

// Opens that are given up at every moment, and after them one that must work.
task<void> cancelled_opens(host_link& link) {
  int opened = 0, late = 0;
  for (int i = 0; i < 40; ++i) {
    auto stream = co_await link.open_engine(after(std::chrono::milliseconds{i % 8}));
    (stream ? opened : late) += 1;
  }
  auto stream = co_await link.open_engine(after(patience));
  const bool works = stream && co_await echo(**stream, 1000, 7);
  say("cancelled opens: {} opened, {} late, then works={}", opened, late, works);
}

task<net_result<char>> read_one(byte_stream& stream) {
  char byte = 0;
  co_await stream.async_read_some(asio::buffer(&byte, 1), asio::use_awaitable);
  co_return byte;
}

task<void> cancelled_reads(host_link& link) {
  auto stream = co_await link.open_engine(after(patience));
  const auto outcome = co_await by(after(50ms), read_one(**stream));
  const bool works = co_await echo(**stream, 100'000, 3);
  say("cancelled read: {}, then works={}", outcome ? "read something" : outcome.error().detail, works);
}

task<void> closed_in_the_middle(host_link& link) {
  auto stream = co_await link.open_engine(after(patience));
  const auto executor = co_await asio::this_coro::executor;
  std::string outcome = "still reading";
  asio::co_spawn(
      executor,
      [&]() -> task<void> {
        char byte = 0;
        auto [failure, size] = co_await (*stream)->async_read_some(asio::buffer(&byte, 1), asio::as_tuple(asio::use_awaitable));
        outcome = failure == asio::error::operation_aborted ? "aborted" : failure.message();
      },
      asio::detached);
  co_await sleep_for(30ms);
  (*stream)->close();
  co_await sleep_for(30ms);
  say("close under a read: {}", outcome);
  // With data still coming: 4 MB asked for and never read.
  auto second = co_await link.open_engine(after(patience));
  const std::string bytes = pattern(1'500'000, 1);
  co_await write_all(**second, bytes);
  second->reset();
  auto third = co_await link.open_engine(after(patience));
  say("close under data: then works={}", co_await echo(**third, 100'000, 5));
}

// A stream on which nothing happens for a while.
task<void> hold(host_link& link, span length) {
  auto stream = co_await link.open_engine(after(patience));
  co_await sleep_for(length);
  say("held: then works={}", stream && co_await echo(**stream, 1000, 2));
}

task<void> script(host_link& link, std::string source, std::string input, std::size_t most) {
  auto output = co_await run_script(link.scripts(), source, std::move(input), most, after(5s));
  if (output)
    say("script: {}", foreign(*output));
  else
    say("script failed what={} {} theirs={}", static_cast<int>(output.error().what), output.error().detail,
        output.error().theirs);
}

task<void> scripts_at_once(host_link& link, unsigned count) {
  int good = 0;
  co_await all_at_once(count, [&](unsigned i) -> task<void> {
    auto output = co_await run_script(link.scripts(), "head -n 1", fmt::format("number {}\n", i), 100, after(patience));
    if (output && *output == fmt::format("number {}\n", i))
      ++good;
    else if (!output)
      say("script failed: {}", output.error().detail);
  });
  say("scripts at once: {} of {} right", good, count);
}

task<void> dial(host_link& link, std::string host, std::uint16_t port) {
  auto stream = co_await link.network().dial(tcp_endpoint{std::move(host), port}, after(5s));
  if (!stream)
    say("dial failed what={} {}", static_cast<int>(stream.error().what), stream.error().detail);
  else
    say("dial: echo works={}", co_await echo(**stream, 50'000, 9));
}

// The link goes while a read, an open and a write are under way.
task<void> vanish(std::unique_ptr<host_link> link) {
  const auto executor = co_await asio::this_coro::executor;
  auto stream = std::make_shared<std::unique_ptr<byte_stream>>(*co_await link->open_engine(after(patience)));
  asio::co_spawn(
      executor,
      [](std::shared_ptr<std::unique_ptr<byte_stream>> held) -> task<void> {
        char byte = 0;
        auto [failure, size] = co_await (*held)->async_read_some(asio::buffer(&byte, 1), asio::as_tuple(asio::use_awaitable));
        say("vanished link: read ends with {}", failure.message());
      }(stream),
      asio::detached);
  for (int i = 0; i < 3; ++i) {
    asio::co_spawn(
        executor,
        [](task<result<std::unique_ptr<byte_stream>>> open) -> task<void> {
          auto opened = co_await std::move(open);
          if (opened) co_return;
          say("vanished link: open ends with code {}", static_cast<int>(opened.error().code));
        }(link->open_engine(after(patience))),
        asio::detached);
  }
  co_await sleep_for(0ms);
  link.reset();
  co_await sleep_for(50ms);
}

// The whole loop is dropped with everything under way, as after a bug of ours.
task<void> abandon(host_link& link, asio::io_context& context) {
  auto stream = co_await link.open_engine(after(patience));
  auto open = [](task<result<std::unique_ptr<byte_stream>>> opening) -> task<void> { co_await std::move(opening); };
  for (int i = 0; i < 3; ++i) asio::co_spawn(context, open(link.open_engine(after(patience))), asio::detached);
  context.stop();
  co_await read_one(**stream);
}

struct request {
  ssh_address to;
  connect_settings settings;
  std::vector<std::string> actions;
};

task<void> act(std::unique_ptr<host_link> link, const std::vector<std::string>& actions, asio::io_context& context) {
  for (const auto& action : actions) {
    std::istringstream words(action);
    std::string name, a, b;
    words >> name >> a >> b;
    if (name == "storm")
      co_await storm(*link, static_cast<unsigned>(std::stoul(a)), std::stoul(b));
    else if (name == "cancelled")
      co_await cancelled_opens(*link), co_await cancelled_reads(*link);
    else if (name == "closed")
      co_await closed_in_the_middle(*link);
    else if (name == "script")
      co_await script(*link, action.substr(7), "the input\n", 1000);
    else if (name == "scripts")
      co_await scripts_at_once(*link, static_cast<unsigned>(std::stoul(a)));
    else if (name == "dial")
      co_await dial(*link, a, static_cast<std::uint16_t>(std::stoul(b)));
    else if (name == "sleep")
      co_await sleep_for(std::chrono::milliseconds{std::stol(a)});
    else if (name == "hold")
      co_await hold(*link, std::chrono::milliseconds{std::stol(a)});
    else if (name == "abandon")
      co_await abandon(*link, context);
    else if (name == "vanish")
      co_return co_await vanish(std::move(link));
    else if (name == "engine") {
      auto stream = co_await link->open_engine(after(patience));
      if (!stream)
        say_failure(stream.error());
      else if (const bool right = co_await echo(**stream, 10, 1))
        say("engine: way={} streams={} echo={}", link->engine_way(), link->engine_streams(), right);
    } else
      say("unknown action {}", name);
  }
  co_await link->hang_up();
  say("hung up");
}

task<void> go(request asked, asio::io_context& context) {
  auto link = co_await connect_over_ssh(asked.to, asked.settings, [](std::string_view step, std::string saw, span took) {
    say("step {}: {} ({} ms)", step, saw, took.count());
  });
  if (!link) co_return say_failure(link.error());
  say("connected");
  co_await act(std::move(*link), asked.actions, context);
}

std::string file(const std::string& path) {
  if (path == "-") return {};
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

request read(int count, char** words) {
  request asked;
  asked.to = {words[3], words[1], static_cast<std::uint16_t>(std::stoul(words[2]))};
  auto& settings = asked.settings;
  settings.credentials.private_key = secret(file(words[4]));
  settings.trust.known_hosts = file(words[5]);
  settings.trust.known_hosts_source = "the input known-hosts";
  settings.docker_socket = words[6];
  for (int i = 7; i < count; ++i) {
    const std::string word = words[i];
    const auto equals = word.find('=');
    const std::string name = word.substr(0, equals), value = equals == std::string::npos ? "" : word.substr(equals + 1);
    if (name == "passphrase")
      settings.credentials.passphrase = secret(value);
    else if (name == "certificate")
      settings.credentials.certificate = file(value);
    else if (name == "password")
      settings.credentials.password = secret(value);
    else if (name == "agent")
      settings.credentials.agent_socket = value;
    else if (name == "fingerprint")
      settings.trust.fingerprints.push_back(value);
    else if (name == "jump")
      settings.jump_host = ssh_address{words[3], value.substr(0, value.find(':')),
                                       static_cast<std::uint16_t>(std::stoul(value.substr(value.find(':') + 1)))};
    else if (name == "timeout")
      settings.connect_timeout = std::chrono::milliseconds{std::stol(value)};
    else if (name == "patience")
      patience = std::chrono::milliseconds{std::stol(value)};
    else if (name == "sudo")
      settings.sudo = true;
    else
      asked.actions.push_back(word);
  }
  return asked;
}

}  // namespace

int main(int count, char** words) {
  if (count < 7) return 2;
  asio::io_context context;
  asio::co_spawn(context, go(read(count, words), context), [](std::exception_ptr thrown) {
    if (thrown) std::rethrow_exception(thrown);
  });
  context.run();
  say("nothing left to do");
  return 0;
}
