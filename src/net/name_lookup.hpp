// Names into addresses, with a deadline that holds.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <vector>

#include "net/dialer.hpp"

namespace dropsweep {

using tcp_addresses = std::vector<asio::ip::tcp::endpoint>;

// In the order in which they should be tried (getaddrinfo sorts by RFC 6724). An address as `host` needs no look-up.
// A name server that is silent costs the deadline and no more: getaddrinfo itself cannot be interrupted and has timeouts of its
// own (5 s for each try), so it runs in a thread that is left behind when the time is up.
task<net_result<tcp_addresses>> look_up(tcp_endpoint where, deadline until);

}  // namespace dropsweep
