#include "health/probe.hpp"

#include <fmt/format.h>

#include <boost/asio/ip/address.hpp>

#include "health/conversation.hpp"
#include "health/http_answer.hpp"
#include "model/host_advice.hpp"

namespace dropsweep {

namespace {

verification verification_for(const service& which) {
  const bool proved_by_ssh = which.from == service::vantage::droplet && is_loopback(which.host);
  return proved_by_ssh ? verification::off : verification::on;
}

// The way to the answer; `talk` says how far it came when the deadline ends it.
task<net_result<observation>> walk(const service& which, dialer& way, tls_client& tls, deadline until, conversation& talk) {
  auto stream = co_await way.dial(tcp_endpoint{which.host, which.port}, until);
  if (!stream) co_return std::unexpected(std::move(stream.error()));
  if (which.how == service::scheme::tcp) co_return observation{.healthy = true, .saw = "connected"};
  if (which.how == service::scheme::https) {
    talk.at = conversation::stage::securing;
    auto secured = co_await tls.secure(std::move(*stream), which.host, verification_for(which));
    if (!secured) co_return std::unexpected(std::move(secured.error()));
    stream = std::move(secured);
  }
  auto answer = co_await ask_http(**stream, which, talk);
  (*stream)->close();
  co_return answer;
}

std::string no_way_to(const std::string& place) {
  return fmt::format("not asked: the host's SSH server does not let this account connect to {}: {}", place,
                     to_allow_ports(place));
}

observation told(const net_error& failure, const conversation& talk, const service& which) {
  if (failure.what == net_failure::timed_out) return late_answer(talk, which);
  // The account's fault and not the service's, which nobody has asked.
  if (failure.what == net_failure::not_permitted && which.from == service::vantage::droplet)
    return {.saw = no_way_to(fmt::format("{}:{}", visible(which.host, 100), which.port)), .not_asked = true};
  if (failure.theirs.empty()) return {.saw = failure.detail};
  return {.saw = fmt::format("{}: {}", failure.detail, failure.theirs)};
}

}  // namespace

bool is_loopback(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host == "localhost" || host.ends_with(".localhost")) return true;  // RFC 6761
  boost::system::error_code unreadable;
  const auto address = asio::ip::make_address(host, unreadable);
  if (unreadable) return false;
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).is_loopback();
  return address.is_loopback();
}

task<observation> ask(service which, dialer& way, tls_client& tls) {
  const auto started = std::chrono::steady_clock::now();
  const auto until = after(which.within);
  conversation talk;
  observation seen;
  try {
    auto answer = co_await by(until, walk(which, way, tls, until, talk));
    seen = answer ? std::move(*answer) : told(answer.error(), talk, which);
  } catch (const std::exception& broken) {
    seen = {.saw = fmt::format("the question failed: {}", visible(broken.what()))};
  }
  seen.took = std::chrono::duration_cast<span>(std::chrono::steady_clock::now() - started);
  if (seen.healthy) seen.saw += fmt::format(" in {} ms", seen.took.count());
  co_return seen;
}

}  // namespace dropsweep
