#include "net/tcp_connect.hpp"

#include <netinet/tcp.h>

#include <algorithm>

#include "net/socket_stream.hpp"

namespace dropsweep {

namespace {

using tcp = asio::ip::tcp;
using stream_result = net_result<std::unique_ptr<byte_stream>>;

// How long an address may be silent while others are left to try.
constexpr auto patience = std::chrono::seconds{3};

void tune(tcp::socket& socket) {
  boost::system::error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  socket.set_option(asio::socket_base::keep_alive(true), ignored);
  // A peer that vanishes (NAT entry gone, host cut off) must not hold a request until the kernel's 15 minutes are over.
  using user_timeout = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_USER_TIMEOUT>;
  socket.set_option(user_timeout(60'000), ignored);
}

task<stream_result> try_one(tcp::endpoint address) {
  tcp::socket socket(co_await asio::this_coro::executor);
  auto [failure] = co_await socket.async_connect(address, asio::as_tuple(asio::use_awaitable));
  if (failure) co_return std::unexpected(to_net_error(failure));
  tune(socket);
  co_return std::make_unique<socket_stream<tcp::socket>>(std::move(socket));
}

deadline share_of(deadline until, std::size_t addresses_left) {
  if (addresses_left <= 1) return until;
  const auto now = std::chrono::steady_clock::now();
  const auto share = (until - now) / static_cast<std::ptrdiff_t>(addresses_left);
  return earlier(until, now + std::min<std::chrono::steady_clock::duration>(share, patience));
}

std::string name_of(const tcp::endpoint& address) {
  return fmt::format(fmt::runtime(address.address().is_v6() ? "[{}]:{}" : "{}:{}"), address.address().to_string(),
                     address.port());
}

// "Refused" says that the host is there, which no other failure does.
bool tells_more(net_failure than, net_failure what) { return what == net_failure::refused && than != net_failure::refused; }

}  // namespace

task<stream_result> connect_to(tcp_addresses addresses, deadline until) {
  net_error all{net_failure::timed_out, {}, {}};
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    auto stream = co_await by(share_of(until, addresses.size() - i), try_one(addresses[i]));
    if (stream || stream.error().what == net_failure::cancelled) co_return stream;
    if (stream.error().what == net_failure::timed_out) stream.error().detail = "no answer";
    if (i == 0 || !tells_more(stream.error().what, all.what)) all.what = stream.error().what;
    if (i < 4) all.detail += fmt::format("{}{}: {}", i == 0 ? "" : "; ", name_of(addresses[i]), stream.error().detail);
    if (std::chrono::steady_clock::now() >= until) break;
  }
  co_return std::unexpected(std::move(all));
}

}  // namespace dropsweep
