// Host names, IP addresses and ports, as targets, jump hosts and service URLs share them. Pure; nothing is looked up.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "inputs/words.hpp"

namespace dropsweep {

struct endpoint {
  std::string host;                   // small letters; IPv6 without brackets, in its canonical form
  std::optional<std::uint16_t> port;  // nullopt: not said
};

// HOST[:PORT] with HOST a name, an IPv4 address or an IPv6 address in brackets (with or without a zone). What is wrong comes back
// as a phrase: "has no host", "has 70000 for a port, which is not from 1 to 65535".
parsed<endpoint> parse_endpoint(std::string_view text);

// A name or an address alone, IPv6 without brackets.
parsed<std::string> parse_host(std::string_view text);

// Whether an address is reached from inside only: loopback, private and link-local addresses, localhost, names without a dot.
bool is_private_host(std::string_view host);

}  // namespace dropsweep
