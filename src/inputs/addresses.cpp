#include "inputs/addresses.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "inputs/scalars.hpp"

namespace dropsweep {

namespace {

using ipv4 = std::array<unsigned char, 4>;
using ipv6 = std::array<unsigned char, 16>;

std::optional<ipv4> as_ipv4(std::string_view text) {
  ipv4 bytes{};
  return inet_pton(AF_INET, std::string(text).c_str(), bytes.data()) == 1 ? std::optional(bytes) : std::nullopt;
}

std::optional<ipv6> as_ipv6(std::string_view text) {
  ipv6 bytes{};
  return inet_pton(AF_INET6, std::string(text).c_str(), bytes.data()) == 1 ? std::optional(bytes) : std::nullopt;
}

// known_hosts lines hold addresses as getnameinfo writes them: one address, one spelling.
parsed<std::string> read_ipv6(std::string_view inside) {
  const auto percent = std::min(inside.find('%'), inside.size());
  const auto zone = inside.substr(percent);
  const auto bytes = as_ipv6(inside.substr(0, percent));
  if (!bytes || (!zone.empty() && !is_made_of(zone.substr(1), "._-"))) {
    return std::unexpected("has no IPv6 address between its brackets");
  }
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(AF_INET6, bytes->data(), text.data(), text.size());
  return text.data() + std::string(zone);
}

parsed<std::string> read_name(std::string_view text) {
  if (text.empty()) return std::unexpected("has no host");
  if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) > 0x7e; })) {
    return std::unexpected("has a host that is not plain ASCII (write an international name in its xn-- form)");
  }
  const bool spelled = is_made_of(text, ".-_") && text.front() != '-' && text.front() != '.' && !text.contains("..");
  if (!spelled || text.size() > 253) return std::unexpected("has a host that is neither a name nor an address");
  for (std::size_t at = 0; at < text.size();) {
    const auto dot = std::min(text.find('.', at), text.size());
    if (dot - at > 63) return std::unexpected("has a host name with a part of more than 63 characters");
    at = dot + 1;
  }
  // A name cannot end in a number (RFC 3696): what does is an address with a slip in it.
  const auto last = text.substr(text.rfind('.') + 1);
  if (text.contains('.') && !last.empty() && std::ranges::all_of(last, is_digit) && !as_ipv4(text)) {
    return std::unexpected("has a host that is no IPv4 address");
  }
  return lower_case(text);
}

parsed<std::uint16_t> read_port(std::string_view text) {
  if (const auto port = parse_number(text, 1, 65535)) return static_cast<std::uint16_t>(*port);
  return std::unexpected(fmt::format("has {} for a port, which is not from 1 to 65535", shown(text)));
}

bool is_private(const ipv4& ip) {
  return ip[0] == 0 || ip[0] == 127 || ip[0] == 10 || (ip[0] == 172 && (ip[1] & 0xf0) == 16) || (ip[0] == 192 && ip[1] == 168) ||
         (ip[0] == 169 && ip[1] == 254);
}

bool is_private(const ipv6& ip) {
  const bool first_ten_zero = std::all_of(ip.begin(), ip.begin() + 10, [](unsigned char byte) { return byte == 0; });
  if (first_ten_zero && ip[10] == 0xff && ip[11] == 0xff)
    return is_private(ipv4{ip[12], ip[13], ip[14], ip[15]});  // ::ffff:10.0.0.1
  const bool loopback_or_any = first_ten_zero &&
                               std::all_of(ip.begin() + 10, ip.begin() + 15, [](unsigned char byte) { return byte == 0; }) &&
                               ip[15] <= 1;
  const bool unique_local = (ip[0] & 0xfe) == 0xfc, link_local = ip[0] == 0xfe && (ip[1] & 0xc0) == 0x80;
  return loopback_or_any || unique_local || link_local;
}

}  // namespace

parsed<endpoint> parse_endpoint(std::string_view text) {
  std::string_view rest;
  parsed<std::string> host;
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == std::string_view::npos) return std::unexpected("has a [ without its ]");
    host = read_ipv6(text.substr(1, close - 1));
    rest = text.substr(close + 1);
    if (!rest.empty() && rest.front() != ':') return std::unexpected("has something other than a :PORT after its ]");
  } else {
    if (std::ranges::count(text, ':') > 1)
      return std::unexpected("has an IPv6 address without the brackets around it: [2001:db8::1]");
    const auto colon = std::min(text.find(':'), text.size());
    host = read_name(text.substr(0, colon));
    rest = text.substr(colon);
  }
  if (!host) return std::unexpected(std::move(host.error()));
  endpoint there{.host = std::move(*host)};
  if (!rest.empty()) {
    const auto port = read_port(rest.substr(1));
    if (!port) return std::unexpected(port.error());
    there.port = *port;
  }
  return there;
}

parsed<std::string> parse_host(std::string_view text) { return text.contains(':') ? read_ipv6(text) : read_name(text); }

bool is_private_host(std::string_view host) {
  const auto address = host.substr(0, host.find('%'));
  if (const auto ip = as_ipv6(address)) return is_private(*ip);
  if (const auto ip = as_ipv4(address)) return is_private(*ip);
  return !host.contains('.') || host.ends_with(".localhost");
}

}  // namespace dropsweep
