// A small world for probes: one thread, real sockets on loopback, a dialer that keeps a diary.
#pragma once

#include <doctest/doctest.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <exception>
#include <string>
#include <vector>

#include "health/probe.hpp"

namespace dropsweep::testing {

using asio::ip::tcp;
using namespace std::chrono_literals;

class world {
 public:
  asio::io_context& context() { return context_; }

  // Runs one coroutine to its end; whatever hangs fails the test instead of the build.
  template <class T>
  T run(task<T> work) {
    std::optional<T> value;
    std::exception_ptr thrown;
    context_.restart();
    asio::co_spawn(context_, std::move(work), [&](std::exception_ptr broken, T ended) {
      thrown = broken;
      value.emplace(std::move(ended));
      context_.stop();
    });
    context_.run_for(20s);
    if (thrown) std::rethrow_exception(thrown);
    REQUIRE_MESSAGE(value.has_value(), "the coroutine hangs");
    return std::move(*value);
  }

 private:
  asio::io_context context_;
};

// What a probe did on the wire.
struct diary {
  std::vector<tcp_endpoint> dialled;
  std::vector<std::string> written;  // one entry a write: over SSH, one packet
  std::size_t read = 0;
};

class noted_stream : public byte_stream {
 public:
  noted_stream(tcp::socket socket, diary& notes) : socket_(std::move(socket)), notes_(notes) {}
  executor_type get_executor() override { return socket_.get_executor(); }
  void close() noexcept override {
    boost::system::error_code ignored;
    socket_.close(ignored);
  }

 protected:
  void start_read(asio::mutable_buffer into, io_handler handler) override {
    CHECK(into.size() > 0);  // a channel of SSH would wait for bytes here
    socket_.async_read_some(into, noting{notes_, std::move(handler)});
  }
  void start_write(asio::const_buffer from, io_handler handler) override {
    notes_.written.emplace_back(static_cast<const char*>(from.data()), from.size());
    socket_.async_write_some(from, std::move(handler));
  }

 private:
  struct noting {
    using cancellation_slot_type = asio::cancellation_slot;
    diary& notes;
    io_handler handler;
    cancellation_slot_type get_cancellation_slot() const noexcept { return asio::get_associated_cancellation_slot(handler); }
    void operator()(boost::system::error_code code, std::size_t count) {
      notes.read += count;
      std::move(handler)(code, count);
    }
  };

  tcp::socket socket_;
  diary& notes_;
};

// Connects to 127.0.0.1 whatever the name, so that certificates for any name can be met.
class loopback_dialer : public dialer {
 public:
  task<net_result<std::unique_ptr<byte_stream>>> dial(endpoint where, deadline) override {
    notes.dialled.push_back(std::get<tcp_endpoint>(where));
    tcp::socket socket(co_await asio::this_coro::executor);
    const tcp::endpoint to(asio::ip::address_v4::loopback(), notes.dialled.back().port);
    auto [code] = co_await socket.async_connect(to, asio::as_tuple(asio::use_awaitable));
    if (code) co_return std::unexpected(to_net_error(code));
    co_return std::make_unique<noted_stream>(std::move(socket), notes);
  }

  diary notes;
};

// A way that never arrives, as to an address that drops packets.
class black_hole_dialer : public dialer {
 public:
  task<net_result<std::unique_ptr<byte_stream>>> dial(endpoint, deadline) override {
    asio::steady_timer never(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    auto [code] = co_await never.async_wait(asio::as_tuple(asio::use_awaitable));
    co_return std::unexpected(to_net_error(code));
  }
};

// A way that a forwarding sshd refuses, with words of its own.
class refusing_dialer : public dialer {
 public:
  task<net_result<std::unique_ptr<byte_stream>>> dial(endpoint, deadline) override {
    co_return std::unexpected(net_error{net_failure::refused, "connection refused", foreign("connect \x1b[31mfailed")});
  }
};

// One whose settings forbid it.
class forbidding_dialer : public dialer {
 public:
  task<net_result<std::unique_ptr<byte_stream>>> dial(endpoint, deadline) override {
    co_return std::unexpected(net_error{net_failure::not_permitted, "the server's settings forbid it", {}});
  }
};

class throwing_dialer : public dialer {
 public:
  task<net_result<std::unique_ptr<byte_stream>>> dial(endpoint, deadline) override {
    throw std::runtime_error("broken\npromise");
    co_return nullptr;
  }
};

}  // namespace dropsweep::testing
