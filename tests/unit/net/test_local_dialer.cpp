#include <doctest/doctest.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include "net/tcp_connect.hpp"
#include "unit/net/run.hpp"
#include "unit/temporary_folder.hpp"

using namespace dropsweep;
using testing::run;
using testing::soon;

namespace {

using tcp = asio::ip::tcp;

template <class Acceptor>
task<void> echo_once(Acceptor& acceptor) {
  auto peer = co_await acceptor.async_accept(asio::use_awaitable);
  std::string buffer(5, '\0');
  co_await asio::async_read(peer, asio::buffer(buffer), asio::use_awaitable);
  co_await asio::async_write(peer, asio::buffer(buffer), asio::use_awaitable);
}

task<std::string> say_hello(net_result<std::unique_ptr<byte_stream>> stream) {
  if (!stream) co_return "error: " + stream.error().detail;
  co_await asio::async_write(**stream, asio::buffer("hello", 5), asio::use_awaitable);
  std::string heard(5, '\0');
  co_await asio::async_read(**stream, asio::buffer(heard), asio::use_awaitable);
  char more = 0;
  auto [failure, size] = co_await (*stream)->async_read_some(asio::buffer(&more, 1), asio::as_tuple(asio::use_awaitable));
  co_return heard + (failure == asio::error::eof ? ", eof" : ", more");
}

net_error failure_of(endpoint where, deadline until = soon()) {
  return run([&]() -> task<net_error> {
    auto dialing = make_local_dialer(co_await asio::this_coro::executor);
    auto stream = co_await dialing->dial(where, until);
    co_return stream ? net_error{net_failure::other, "connected", {}} : stream.error();
  });
}

std::uint16_t closed_port() {
  asio::io_context context;
  tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
  return acceptor.local_endpoint().port();
}

}  // namespace

TEST_CASE("A TCP stream by address and by name carries bytes both ways until its end") {
  for (const char* host : {"127.0.0.1", "localhost"}) {
    run([&]() -> task<void> {
      const auto executor = co_await asio::this_coro::executor;
      tcp::acceptor acceptor(executor, {asio::ip::address_v4::loopback(), 0});
      asio::co_spawn(executor, echo_once(acceptor), [](std::exception_ptr) {});
      auto dialing = make_local_dialer(executor);
      auto stream = co_await dialing->dial(tcp_endpoint{host, acceptor.local_endpoint().port()}, soon());
      CHECK(co_await say_hello(std::move(stream)) == "hello, eof");
    });
  }
}

TEST_CASE("A unix stream carries bytes both ways until its end") {
  const test::temporary_folder here;
  const auto path = here / "socket";
  run([&]() -> task<void> {
    const auto executor = co_await asio::this_coro::executor;
    asio::local::stream_protocol::acceptor acceptor(executor, asio::local::stream_protocol::endpoint(path));
    asio::co_spawn(executor, echo_once(acceptor), [](std::exception_ptr) {});
    auto dialing = make_local_dialer(executor);
    CHECK(co_await say_hello(co_await dialing->dial(unix_endpoint{path}, soon())) == "hello, eof");
  });
}

TEST_CASE("A closed port is refused, and the address is named") {
  const auto port = closed_port();
  const auto failure = failure_of(tcp_endpoint{"127.0.0.1", port});
  CHECK(failure.what == net_failure::refused);
  CHECK(failure.detail == "127.0.0.1:" + std::to_string(port) + ": connection refused");
}

TEST_CASE("A unix socket that is not there, one that nobody listens on, and a path that is too long") {
  CHECK(failure_of(unix_endpoint{"/tmp/dropsweep-no-such-socket"}).what == net_failure::not_there);
  CHECK(failure_of(unix_endpoint{"/etc/passwd"}).what == net_failure::refused);
  CHECK(failure_of(unix_endpoint{std::string(200, 'x')}).what == net_failure::not_there);
}

TEST_CASE("A name that does not exist is called that, in time") {
  const auto what = failure_of(tcp_endpoint{"no-such-host.invalid", 22}).what;
  CHECK((what == net_failure::name_not_found || what == net_failure::unreachable));  // where no name server is there to say so
}

TEST_CASE("Of several addresses the first that accepts is used") {
  run([]() -> task<void> {
    const auto executor = co_await asio::this_coro::executor;
    tcp::acceptor acceptor(executor, {asio::ip::address_v4::loopback(), 0});
    asio::co_spawn(executor, echo_once(acceptor), [](std::exception_ptr) {});
    const auto loopback = asio::ip::address_v4::loopback();
    auto stream = co_await connect_to({{loopback, closed_port()}, acceptor.local_endpoint()}, soon());
    CHECK(co_await say_hello(std::move(stream)) == "hello, eof");
  });
}

TEST_CASE("When every address fails the error tells what each did") {
  const auto failure = run([]() -> task<net_error> {
    const auto loopback = asio::ip::address_v4::loopback();
    auto stream = co_await connect_to({{loopback, closed_port()}, {asio::ip::address_v6::loopback(), 1}}, soon());
    co_return stream.error();
  });
  CHECK(failure.what == net_failure::refused);
  CHECK(failure.detail.find("127.0.0.1:") != std::string::npos);
  CHECK(failure.detail.find("; [::1]:1: ") != std::string::npos);
}

TEST_CASE("Closing a stream ends a read that waits on it") {
  run([]() -> task<void> {
    const auto executor = co_await asio::this_coro::executor;
    tcp::acceptor acceptor(executor, {asio::ip::address_v4::loopback(), 0});
    auto dialing = make_local_dialer(executor);
    auto stream = co_await dialing->dial(tcp_endpoint{"127.0.0.1", acceptor.local_endpoint().port()}, soon());
    asio::post(executor, [&] { (*stream)->close(); });
    char byte = 0;
    auto [failure, size] = co_await (*stream)->async_read_some(asio::buffer(&byte, 1), asio::as_tuple(asio::use_awaitable));
    CHECK(failure == asio::error::operation_aborted);
  });
}
