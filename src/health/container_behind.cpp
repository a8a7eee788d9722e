#include "health/container_behind.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>

#include "health/probe.hpp"

namespace dropsweep {

namespace {

// nullopt: a name.
std::optional<asio::ip::address> to_address(const std::string& text) {
  boost::system::error_code unreadable;
  const auto address = asio::ip::make_address(text, unreadable);
  if (unreadable) return std::nullopt;
  if (address.is_v6() && address.to_v6().is_v4_mapped()) return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  return address;
}

// Whether who asks at `host` may reach what is published there. What another name stands for is not known here.
bool reaches(const std::string& host, const std::string& published) {
  const auto at = to_address(published), asked = to_address(host);
  if (!at || at->is_unspecified()) return true;
  if (asked) return *at == *asked;
  return !is_loopback(host) || at->is_loopback();
}

bool may_be(const container& it, const service& which) {
  if (which.how == service::scheme::container) return it.name.raw() == which.host;
  return std::ranges::any_of(it.ports, [&](const published_port& port) {
    return port.host_port == which.port && reaches(which.host, port.host_address);
  });
}

// Those that are stopped tell the ports that they would have: any number of them the same.
bool holds_its_ports(const container& it) {
  using enum container_state;
  return it.state == running || it.state == paused || it.state == restarting;
}

}  // namespace

const container* container_behind(const service& which, const std::vector<container>& containers) {
  std::vector<const container*> at_work, stopped;
  for (const auto& one : containers) {
    if (may_be(one, which)) (holds_its_ports(one) ? at_work : stopped).push_back(&one);
  }
  const auto& meant = at_work.empty() ? stopped : at_work;
  return meant.size() == 1 ? meant.front() : nullptr;
}

const container* container_certainly_behind(const service& which, const std::vector<container>& containers) {
  const bool by_name = which.how == service::scheme::container;
  return by_name || (which.from == service::vantage::droplet && is_loopback(which.host)) ? container_behind(which, containers)
                                                                                         : nullptr;
}

}  // namespace dropsweep
