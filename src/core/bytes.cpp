#include "core/bytes.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

namespace dropsweep {

namespace {

struct unit {
  std::string_view name;  // lower case
  double factor;
};

constexpr std::array units{unit{"b", 1.0},    unit{"", 1.0},        unit{"kb", 1e3},        unit{"mb", 1e6},         unit{"gb", 1e9},
                           unit{"tb", 1e12},  unit{"kib", 1024.0},  unit{"mib", 1048576.0}, unit{"gib", 1073741824.0},
                           unit{"tib", 1099511627776.0}};

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

}  // namespace

std::string format_bytes(byte_count size) {
  constexpr std::array names{"B", "kB", "MB", "GB", "TB", "PB", "EB"};
  double number = std::fabs(static_cast<double>(size.value));
  std::size_t step = 0;
  // Four significant digits, as the Docker CLI prints them; 999.96 kB is 1 MB and not 1000 kB.
  while (number >= 999.95 && step + 1 < names.size()) {
    number /= 1000;
    ++step;
  }
  return fmt::format("{}{:.4g} {}", size.value < 0 ? "-" : "", number, names[step]);
}

std::optional<byte_count> parse_bytes(std::string_view text) {
  double number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (failed != std::errc{} || text.front() == '-' || !std::isfinite(number)) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (text.size() > 1 && text.front() == ' ') text.remove_prefix(1);
  std::string name;
  for (const char letter : text) name += lower(letter);
  for (const auto& known : units) {
    if (known.name != name) continue;
    const double bytes = number * known.factor;
    if (bytes > 9e18) return std::nullopt;
    return byte_count{std::llround(bytes)};
  }
  return std::nullopt;
}

}  // namespace dropsweep
