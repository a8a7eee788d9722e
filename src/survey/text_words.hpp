// Words and numbers out of what the host's shell says: shared by its readers.
#pragma once

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <string_view>

#include "core/bytes.hpp"
#include "core/take_until.hpp"

namespace dropsweep {

inline constexpr std::int64_t absurd_kibibytes = std::int64_t{1} << 46;

inline std::string_view take_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  const auto end = std::min(text.find_first_of(" \t"), text.size());
  const auto word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

// Never negative.
template <class Number>
std::optional<Number> to_number(std::string_view text) {
  Number number{};
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc{} || end != text.data() + text.size() || !(number >= 0) || number > std::numeric_limits<Number>::max())
    return std::nullopt;  // for from_chars "nan" and "inf" are numbers too
  return number;
}

// So small that its bytes, its percentages and a sum over all objects of a host are numbers, too.
inline std::optional<std::int64_t> to_count(std::string_view text) {
  const auto number = to_number<std::int64_t>(text);
  return number && *number <= absurd_kibibytes ? number : std::nullopt;
}

inline std::optional<byte_count> kib_to_bytes(std::string_view kib) {
  const auto number = to_count(kib);
  if (!number) return std::nullopt;
  return byte_count{*number * 1024};
}

}  // namespace dropsweep
