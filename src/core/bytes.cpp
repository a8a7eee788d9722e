#include "core/bytes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>

namespace dropsweep {

namespace {

struct unit {
  std::string_view name;
  std::int64_t bytes;
};

constexpr std::array decimal{unit{"B", 1},
                             unit{"kB", 1'000},
                             unit{"MB", 1'000'000},
                             unit{"GB", 1'000'000'000},
                             unit{"TB", 1'000'000'000'000},
                             unit{"PB", 1'000'000'000'000'000},
                             unit{"EB", 1'000'000'000'000'000'000}};
constexpr std::array binary{unit{"KiB", 1ll << 10}, unit{"MiB", 1ll << 20}, unit{"GiB", 1ll << 30},
                            unit{"TiB", 1ll << 40}, unit{"PiB", 1ll << 50}, unit{"EiB", 1ll << 60}};

bool same_ignoring_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::optional<std::int64_t> unit_named(std::string_view text) {
  if (text.empty()) return 1;
  for (const auto& one : decimal) {
    if (same_ignoring_case(one.name, text)) return one.bytes;
  }
  for (const auto& one : binary) {
    if (same_ignoring_case(one.name, text)) return one.bytes;
  }
  return std::nullopt;
}

// Digits and nothing else: from_chars alone would take a sign.
std::optional<std::int64_t> whole_number(std::string_view digits) {
  std::int64_t value = 0;
  const auto* end = digits.data() + digits.size();
  if (digits.empty() || !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  if (const auto [at, problem] = std::from_chars(digits.data(), end, value); problem != std::errc{} || at != end)
    return std::nullopt;
  return value;
}

}  // namespace

std::string format_bytes(byte_count size) {
  if (size.value < 0) {
    // The one number without a positive twin is not worth a branch of its own.
    return "-" + format_bytes({-std::max(size.value, -std::numeric_limits<std::int64_t>::max())});
  }
  std::size_t power = 0;
  double number = static_cast<double>(size.value);
  // 999.96 would print as "1000": four digits decide when the next unit begins.
  while (number >= 999.95 && power + 1 < decimal.size() && (power > 0 || size.value >= 1000)) {
    number /= 1000;
    ++power;
  }
  return fmt::format("{:.4g} {}", number, decimal[power].name);
}

std::optional<byte_count> parse_bytes(std::string_view text) {
  const std::size_t number_end = std::min(text.find_first_not_of("0123456789."), text.size());
  const auto number = text.substr(0, number_end);
  auto unit_text = text.substr(number_end);
  if (unit_text.size() > 1 && unit_text.front() == ' ') unit_text.remove_prefix(1);

  const auto factor = unit_named(unit_text);
  const auto point = number.find('.');
  const auto whole = whole_number(number.substr(0, point));
  if (!factor || !whole || *whole > std::numeric_limits<std::int64_t>::max() / *factor) return std::nullopt;

  std::int64_t part = 0;
  if (point != std::string_view::npos) {
    const auto digits = number.substr(point + 1);
    const auto fraction = whole_number(digits);
    if (!fraction || digits.size() > 15 || *factor == 1) return std::nullopt;
    double share = static_cast<double>(*fraction);
    for (std::size_t i = 0; i < digits.size(); ++i) share /= 10;
    part = std::llround(share * static_cast<double>(*factor));
  }
  if (*whole * *factor > std::numeric_limits<std::int64_t>::max() - part) return std::nullopt;
  return byte_count{*whole * *factor + part};
}

}  // namespace dropsweep
