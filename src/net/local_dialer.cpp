#include <boost/asio/local/stream_protocol.hpp>

#include "net/dialer.hpp"
#include "net/socket_stream.hpp"
#include "net/tcp_connect.hpp"

namespace dropsweep {

namespace {

using unix_socket = asio::local::stream_protocol::socket;
using stream_result = net_result<std::unique_ptr<byte_stream>>;

task<stream_result> open_unix(unix_endpoint where) {
  // sun_path, with the NUL at its end, has 108 bytes; Asio throws for more.
  if (where.path.size() >= sizeof(sockaddr_un{}.sun_path))
    co_return std::unexpected(
        net_error{net_failure::not_there, "the path is longer than a socket's path may be (107 bytes)", {}});
  unix_socket socket(co_await asio::this_coro::executor);
  auto [failure] = co_await socket.async_connect(where.path, asio::as_tuple(asio::use_awaitable));
  if (failure) co_return std::unexpected(to_net_error(failure));
  co_return std::make_unique<socket_stream<unix_socket>>(std::move(socket));
}

class local_dialer final : public dialer {
 public:
  task<stream_result> dial(endpoint where, deadline until) override {
    if (auto* path = std::get_if<unix_endpoint>(&where)) co_return co_await by(until, open_unix(std::move(*path)));
    auto addresses = co_await look_up(std::move(std::get<tcp_endpoint>(where)), until);
    if (!addresses) co_return std::unexpected(std::move(addresses.error()));
    co_return co_await connect_to(std::move(*addresses), until);
  }
};

}  // namespace

// Its operations run on the executor of whoever awaits them.
std::unique_ptr<dialer> make_local_dialer(asio::any_io_executor) { return std::make_unique<local_dialer>(); }

}  // namespace dropsweep
