#include "unit/health/servers.hpp"

#include <fmt/format.h>

#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

namespace dropsweep::testing {

namespace {

task<void> read_request(tcp::socket& socket) {
  std::string request;
  co_await asio::async_read_until(socket, asio::dynamic_buffer(request), "\r\n\r\n", asio::use_awaitable);
}

task<void> send(tcp::socket& socket, std::string bytes) {
  co_await asio::async_write(socket, asio::buffer(bytes), asio::use_awaitable);
}

task<void> wait(span length) {
  asio::steady_timer timer(co_await asio::this_coro::executor, length);
  co_await timer.async_wait(asio::use_awaitable);
}

task<void> reply(tcp::socket& socket, std::string bytes, span before, span afterwards) {
  co_await read_request(socket);
  co_await wait(before);
  co_await send(socket, bytes);
  co_await wait(afterwards);
}

task<void> greet(tcp::socket& socket, std::string bytes) {
  co_await send(socket, bytes);
  co_await wait(30s);
}

task<void> flood(tcp::socket& socket, std::string first, std::string again, span every) {
  co_await read_request(socket);
  co_await send(socket, first);
  for (;;) {
    co_await send(socket, again);
    if (every > 0ms) co_await wait(every);
  }
}

task<void> nothing() { co_return; }

}  // namespace

server::server(world& in, script plays)
    : state_(std::make_shared<state>(tcp::acceptor(in.context(), {asio::ip::address_v4::loopback(), 0}), std::move(plays))),
      port_(state_->acceptor.local_endpoint().port()) {
  asio::co_spawn(in.context(), accept(state_), asio::detached);
}

server::~server() {
  boost::system::error_code ignored;
  state_->acceptor.close(ignored);
}

task<void> server::accept(std::shared_ptr<state> all) {
  for (;;) {
    auto [code, socket] = co_await all->acceptor.async_accept(asio::as_tuple(asio::use_awaitable));
    if (code) co_return;
    ++all->connections;
    asio::co_spawn(all->acceptor.get_executor(), talk(all, std::move(socket)), asio::detached);
  }
}

task<void> server::talk(std::shared_ptr<state> all, tcp::socket socket) {
  const auto play = all->play;
  try {
    co_await play(socket);
  } catch (const boost::system::system_error&) {
    // The probe has seen enough.
  }
}

std::string answer(std::string_view status, std::string_view body, std::string_view headers) {
  return fmt::format("HTTP/1.1 {}\r\n{}Content-Length: {}\r\n\r\n{}", status, headers, body.size(), body);
}

script says(std::string bytes) {
  return [=](tcp::socket& socket) { return reply(socket, bytes, 0ms, 0ms); };
}
script says_and_stays(std::string bytes) {
  return [=](tcp::socket& socket) { return reply(socket, bytes, 0ms, 30s); };
}
script greets(std::string bytes) {
  return [=](tcp::socket& socket) { return greet(socket, bytes); };
}
script says_nothing() {
  return [](tcp::socket&) { return wait(30s); };
}
script closes_at_once() {
  return [](tcp::socket&) { return nothing(); };
}
script never_ends(std::string first, std::string again) {
  return [=](tcp::socket& socket) { return flood(socket, first, again, 0ms); };
}
script drips(std::string first, std::string drop, span every) {
  return [=](tcp::socket& socket) { return flood(socket, first, drop, every); };
}
script starts_late(std::string bytes, span before) {
  return [=](tcp::socket& socket) { return reply(socket, bytes, before, 0ms); };
}

service http_at(std::uint16_t port, span within) {
  return {.name = "web",
          .url = "http://127.0.0.1",
          .how = service::scheme::http,
          .host = "127.0.0.1",
          .port = port,
          .within = within};
}

}  // namespace dropsweep::testing
