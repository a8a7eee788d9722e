// Byte counts as a type: `size = 10` is a question, not a value.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace dropsweep {

struct byte_count {
  std::int64_t value = 0;  // signed: a disk may be fuller after a sweep than before it

  friend constexpr auto operator<=>(byte_count, byte_count) = default;
  // What does not fit stays at the limit: sizes are the droplet's words, and their sums must not be undefined.
  friend constexpr byte_count operator+(byte_count a, byte_count b) {
    std::int64_t sum = 0;
    if (!__builtin_add_overflow(a.value, b.value, &sum)) return {sum};
    return {b.value < 0 ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max()};
  }
  friend constexpr byte_count operator-(byte_count a, byte_count b) {
    std::int64_t difference = 0;
    if (!__builtin_sub_overflow(a.value, b.value, &difference)) return {difference};
    return {b.value > 0 ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max()};
  }
  constexpr byte_count& operator+=(byte_count other) { return *this = *this + other; }
};

// "16.85 GB", "512.3 MB", "0 B", "-1.2 GB": decimal units, as `docker system df` prints them.
std::string format_bytes(byte_count size);

// "500MB" (10^6), "2GiB" (2^30), "1.5GB", "4096", "4096B"; case-insensitive, an optional space before the unit; nothing else.
std::optional<byte_count> parse_bytes(std::string_view text);

}  // namespace dropsweep
