// API versions: which ones this client was tested with, and which one to speak.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "engine/http_exchange.hpp"

namespace dropsweep {

struct api_version {
  unsigned major = 0, minor = 0;

  friend constexpr auto operator<=>(const api_version&, const api_version&) = default;
};

inline constexpr api_version oldest_api{1, 41};  // Engine 20.10
inline constexpr api_version newest_api{1, 55};  // Engine 29.6; a newer engine is spoken to in this one

std::optional<api_version> parse_api_version(std::string_view text);  // "1.45"
std::string to_string(api_version version);

struct agreed_version {
  api_version spoken;
  bool engine_is_newer = false;
};

// From the answer to GET /_ping.
result<agreed_version> agree_on_version(const http_response& ping);

}  // namespace dropsweep
