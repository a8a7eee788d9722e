#include "net/name_lookup.hpp"

#include <netdb.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <system_error>
#include <thread>

namespace dropsweep {

namespace {

// Shared between the coroutine and the thread; whoever leaves last closes the eventfd. The thread knows nothing of Asio, because
// the executor may be gone when a silent name server lets go of it.
struct question {
  std::string host, service;
  int answered = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  // Written before the eventfd is signalled, read after it.
  int failure = 0;
  tcp_addresses addresses;

  ~question() { ::close(answered); }
};

void ask(std::shared_ptr<question> asked) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* first = nullptr;
  asked->failure = getaddrinfo(asked->host.c_str(), asked->service.c_str(), &wanted, &first);
  for (const addrinfo* at = first; at != nullptr; at = at->ai_next) {
    asio::ip::tcp::endpoint address;
    if (at->ai_addrlen > address.capacity()) continue;
    address.resize(at->ai_addrlen);
    std::memcpy(address.data(), at->ai_addr, at->ai_addrlen);
    asked->addresses.push_back(address);
  }
  if (first != nullptr) freeaddrinfo(first);
  eventfd_write(asked->answered, 1);
}

net_error name_error(int failure) {
  switch (failure) {
    case EAI_NONAME:
    case EAI_NODATA: return to_net_error(asio::error::host_not_found);
    case EAI_AGAIN: return {net_failure::unreachable, "no name server gave an answer about the name", {}};
    default: return {net_failure::name_not_found, fmt::format("the name look-up failed: {}", gai_strerror(failure)), {}};
  }
}

task<net_result<tcp_addresses>> answer_of(std::shared_ptr<question> asked) {
  asio::posix::stream_descriptor answered(co_await asio::this_coro::executor, ::dup(asked->answered));
  co_await answered.async_wait(asio::posix::stream_descriptor::wait_read, asio::use_awaitable);
  if (asked->failure != 0) co_return std::unexpected(name_error(asked->failure));
  if (asked->addresses.empty()) co_return std::unexpected(name_error(EAI_NODATA));
  co_return asked->addresses;
}

}  // namespace

task<net_result<tcp_addresses>> look_up(tcp_endpoint where, deadline until) {
  boost::system::error_code not_an_address;
  if (const auto address = asio::ip::make_address(where.host, not_an_address); !not_an_address)
    co_return tcp_addresses{{address, where.port}};

  auto asked = std::make_shared<question>();
  asked->host = std::move(where.host);
  asked->service = std::to_string(where.port);
  try {
    std::thread(ask, asked).detach();
  } catch (const std::system_error&) {
    co_return std::unexpected(net_error{net_failure::other, "this machine cannot start another thread", {}});
  }
  auto found = co_await by(until, answer_of(std::move(asked)));
  if (!found && found.error().what == net_failure::timed_out) found.error().detail = "no name server gave an answer in time";
  co_return found;
}

}  // namespace dropsweep
