#include "engine/paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace dropsweep {

namespace {

constexpr std::string_view lower_hex = "0123456789abcdef";
constexpr std::string_view lower_alnum = "0123456789abcdefghijklmnopqrstuvwxyz";

bool is_alnum(char letter) {
  return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

bool consists_of(std::string_view text, std::string_view letters) {
  return text.find_first_not_of(letters) == std::string_view::npos;
}

}  // namespace

bool is_hex(std::string_view text, std::size_t digits) { return text.size() == digits && consists_of(text, lower_hex); }
bool is_object_id(std::string_view text) { return is_hex(text, 64); }
bool is_network_id(std::string_view text) { return is_object_id(text) || (text.size() == 25 && consists_of(text, lower_alnum)); }
bool is_image_id(std::string_view text) { return text.starts_with("sha256:") && is_hex(text.substr(7), 64); }

bool is_cache_id(std::string_view text) { return !text.empty() && text.size() <= 100 && consists_of(text, lower_alnum); }

bool is_image_reference(std::string_view text) {
  if (text.empty() || text.size() > 512) return false;
  if (!std::ranges::all_of(text, [](char letter) { return is_alnum(letter) || std::string_view("-._/:@").contains(letter); }))
    return false;
  for (std::size_t start = 0; start <= text.size();) {
    const auto end = std::min(text.find('/', start), text.size());
    const auto part = text.substr(start, end - start);
    if (part.empty() || part == "." || part == "..") return false;
    start = end + 1;
  }
  return true;
}

std::string percent_encoded(std::string_view text) {
  std::string encoded;
  for (const char letter : text) {
    if (is_alnum(letter) || std::string_view("-._~").contains(letter)) {
      encoded += letter;
    } else {
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
    }
  }
  return encoded;
}

std::string filter(std::string_view key, std::span<const std::string> any_of) {
  nlohmann::json filters;
  for (const auto& value : any_of) filters[key][value] = true;
  return "filters=" + percent_encoded(filters.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

std::string filter(std::string_view key, std::string value) { return filter(key, std::span(&value, 1)); }

namespace {

// With its fraction: what happened within the current second counts, too.
std::string timestamp(instant moment) {
  const auto count = std::max<std::int64_t>(moment.time_since_epoch().count(), 0);
  return fmt::format("{}.{:03}000000", count / 1000, count % 1000);
}

}  // namespace

std::string events_path(instant since, instant until, std::string_view key, std::string value) {
  return fmt::format("/events?since={}&until={}&{}", timestamp(since), timestamp(until), filter(key, std::move(value)));
}

}  // namespace dropsweep
