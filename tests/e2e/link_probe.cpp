// Streams of one SSH connection that end at every bad moment, for the sanitizers to watch (link_lifetimes.py):
//   link_probe PORT KEYFILE KNOWNHOSTSFILE SOCKET ACTION
// SOCKET leads to an echo server on the host. Prints one fact a line.
#include <fmt/core.h>

#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <fstream>
#include <map>
#include <random>

#include "connect/link.hpp"
#include "net/run_script.hpp"
#include "net/together.hpp"

using namespace dropsweep;
using namespace std::chrono_literals;

namespace {

using stream_ptr = std::unique_ptr<byte_stream>;
constexpr span patience = 60s;

std::string some_bytes(std::size_t size, unsigned seed) {
  std::mt19937 random(seed);
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

task<void> sleep_for(span length) {
  asio::steady_timer timer(co_await asio::this_coro::executor, length);
  co_await timer.async_wait(asio::use_awaitable);
}

task<bool> write_all(byte_stream& stream, const std::string& bytes) {
  auto [code, size] = co_await asio::async_write(stream, asio::buffer(bytes), asio::as_tuple(asio::use_awaitable));
  co_return !code;
}

task<bool> read_back(byte_stream& stream, const std::string& wanted) {
  std::string got(wanted.size(), '\0');
  auto [code, size] = co_await asio::async_read(stream, asio::buffer(got), asio::as_tuple(asio::use_awaitable));
  co_return !code && got == wanted;
}

// Sends bytes and reads them back, both at once.
task<bool> echoes(byte_stream& stream, std::size_t size, unsigned seed) {
  const std::string bytes = some_bytes(size, seed);
  const auto [sent, came] = co_await together(write_all(stream, bytes), read_back(stream, bytes));
  co_return sent&& came;
}

task<bool> one_of_many(host_link& link, std::size_t size, unsigned seed) {
  auto stream = co_await link.open_engine(after(patience));
  if (!stream) {
    fmt::print("{}\n", one_line(stream.error()));
    co_return false;
  }
  co_return co_await echoes(**stream, size, seed);
}

task<void> still_works(host_link& link, std::string_view after_what) {
  fmt::print("after {}: works={}\n", after_what, co_await one_of_many(link, 100'000, 5));
}

task<void> many_at_once(host_link& link) {
  std::vector<task<bool>> all;
  for (unsigned i = 0; i < 20; ++i) all.push_back(one_of_many(link, 200'000, i + 1));
  fmt::print("many at once: {} right\n", std::ranges::count(co_await all_of(std::move(all)), true));
}

// Opens that are given up at every moment.
task<void> cancelled_opens(host_link& link) {
  for (int i = 0; i < 40; ++i) (void)co_await link.open_engine(after(std::chrono::milliseconds{i % 8}));
  co_await still_works(link, "cancelled opens");
}

task<net_result<char>> read_one(byte_stream& stream) {
  char byte = 0;
  auto [code, size] = co_await stream.async_read_some(asio::buffer(&byte, 1), asio::as_tuple(asio::use_awaitable));
  if (code) co_return std::unexpected(to_net_error(code));
  co_return byte;
}

task<void> cancelled_read(host_link& link) {
  auto stream = co_await link.open_engine(after(patience));
  const auto came = co_await by(after(50ms), read_one(**stream));
  fmt::print("cancelled read: {}, works={}\n", came ? "a byte" : came.error().detail, co_await echoes(**stream, 100'000, 3));
}

task<void> close_soon(byte_stream& stream) {
  co_await sleep_for(30ms);
  stream.close();
}

task<void> closed_under_a_read(host_link& link) {
  auto stream = co_await link.open_engine(after(patience));
  asio::co_spawn(co_await asio::this_coro::executor, close_soon(**stream), asio::detached);
  const auto came = co_await read_one(**stream);
  fmt::print("closed under a read: cancelled={}\n", !came && came.error().what == net_failure::cancelled);
}

// Megabytes are on their way back that nobody will read.
task<void> dropped_under_data(host_link& link) {
  auto stream = co_await link.open_engine(after(patience));
  co_await write_all(**stream, some_bytes(1'500'000, 1));
  stream->reset();
  co_await still_works(link, "data that nobody read");
}

task<void> scripts_at_once(host_link& link) {
  std::vector<task<net_result<std::string>>> all;
  for (int i = 0; i < 5; ++i)
    all.push_back(run_script(link.scripts(), "head -n 1", fmt::format("number {}\n", i), 100, after(patience)));
  int right = 0;
  for (const auto& answer : co_await all_of(std::move(all))) right += answer == fmt::format("number {}\n", right) ? 1 : 0;
  fmt::print("scripts at once: {} right\n", right);
}

task<void> open_and_forget(task<result<stream_ptr>> opening) { (void)co_await std::move(opening); }

task<void> read_and_forget(std::shared_ptr<stream_ptr> stream) {
  const auto came = co_await read_one(**stream);
  fmt::print("vanished link: the read ended={}\n", !came);
}

// The link goes while a read and some opens are under way.
task<void> vanished_link(std::unique_ptr<host_link> link) {
  const auto executor = co_await asio::this_coro::executor;
  auto stream = std::make_shared<stream_ptr>(*co_await link->open_engine(after(patience)));
  asio::co_spawn(executor, read_and_forget(stream), asio::detached);
  for (int i = 0; i < 3; ++i) asio::co_spawn(executor, open_and_forget(link->open_engine(after(patience))), asio::detached);
  co_await sleep_for(0ms);
  link.reset();
  co_await sleep_for(50ms);
}

// The whole loop is dropped with everything under way, as after a bug of ours.
task<void> abandoned_loop(host_link& link, asio::io_context& context) {
  auto stream = co_await link.open_engine(after(patience));
  for (int i = 0; i < 3; ++i) asio::co_spawn(context, open_and_forget(link.open_engine(after(patience))), asio::detached);
  context.stop();
  (void)co_await read_one(**stream);
}

task<void> act(std::unique_ptr<host_link> link, std::string action, asio::io_context& context) {
  static const std::map<std::string, task<void> (*)(host_link&)> actions{
      {"many", many_at_once},          {"opens", cancelled_opens},      {"read", cancelled_read},
      {"closed", closed_under_a_read}, {"dropped", dropped_under_data}, {"scripts", scripts_at_once}};
  if (action == "vanish") co_return co_await vanished_link(std::move(link));
  if (action == "abandon") co_return co_await abandoned_loop(*link, context);
  co_await actions.at(action)(*link);
  co_await link->hang_up();
}

std::string content(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

task<void> go(char** words, asio::io_context& context) {
  connect_settings settings;
  settings.credentials.private_key = secret(content(words[2]));
  settings.trust.known_hosts = {{.source = "the input known-hosts", .lines = content(words[3])}};
  settings.docker_socket = words[4];
  const ssh_address to{"root", "127.0.0.1", static_cast<std::uint16_t>(std::stoul(words[1]))};
  auto link = co_await connect_over_ssh(to, settings, [](std::string_view, std::string, span) {});
  if (!link) co_return fmt::print("{}\n", one_line(link.error()));
  co_await act(std::move(*link), words[5], context);
}

}  // namespace

int main(int count, char** words) {
  if (count != 6) return 2;
  asio::io_context context;
  asio::co_spawn(context, go(words, context), [](std::exception_ptr thrown) {
    if (thrown) std::rethrow_exception(thrown);
  });
  context.run();
  fmt::print("nothing left to do\n");
  return 0;
}
