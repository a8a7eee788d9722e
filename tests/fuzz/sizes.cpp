// Byte counts of inputs, against arithmetic that cannot overflow.
#include <algorithm>
#include <cmath>
#include <map>

#include "core/bytes.hpp"
#include "fuzz/promise.hpp"

namespace dropsweep::fuzz::sizes_fuzzer {

namespace {

// nullopt: not of the grammar. Bytes otherwise, as exact as 64 bits of mantissa are.
std::optional<long double> reference(std::string_view text) {
  static const std::map<std::string, long double> units{
      {"", 1},       {"b", 1},         {"kb", 1e3L},     {"mb", 1e6L},     {"gb", 1e9L},     {"tb", 1e12L},    {"pb", 1e15L},
      {"eb", 1e18L}, {"kib", 0x1p10L}, {"mib", 0x1p20L}, {"gib", 0x1p30L}, {"tib", 0x1p40L}, {"pib", 0x1p50L}, {"eib", 0x1p60L}};
  const auto digits = [&text](long double& value) {
    std::size_t count = 0;
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; ++count, text.remove_prefix(1))
      value = value * 10 + (text.front() - '0');
    return count;
  };
  long double whole = 0, part = 0;
  if (digits(whole) == 0) return std::nullopt;
  std::size_t places = 0;
  const bool has_point = text.starts_with('.');
  if (has_point) {
    text.remove_prefix(1);
    places = digits(part);
    if (places == 0 || places > 15) return std::nullopt;
  }
  if (text.size() > 1 && text.front() == ' ') text.remove_prefix(1);
  std::string unit(text);
  std::ranges::transform(unit, unit.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const auto found = units.find(unit);
  if (found == units.end() || (has_point && found->second == 1)) return std::nullopt;
  return (whole + part / std::pow(10.0L, static_cast<long double>(places))) * found->second;
}

}  // namespace

FUZZER(sizes) {
  const auto text = text_of(data, size);
  const auto read = parse_bytes(text);
  const auto wanted = reference(text);
  constexpr auto most = static_cast<long double>(std::numeric_limits<std::int64_t>::max());
  must(!read || wanted, "read what is no size");
  if (wanted && *wanted < most * 0.999L) must(read.has_value(), "a size was refused");
  if (wanted && *wanted > most * 1.001L) must(!read, "more than 64 bits hold");
  if (!read) return 0;

  const auto value = static_cast<long double>(read->value);
  must(read->value >= 0 && std::fabs(value - *wanted) <= 1 + *wanted * 1e-12L, "another number");
  const auto shown = format_bytes(*read);
  must(shown.size() <= 8 + 1, "a size for people is short");
  const auto again = parse_bytes(shown);
  // The largest ones are rounded to more than 64 bits hold.
  must(again || value > most * 0.999L, "what is shown cannot be read");
  if (again) must(std::fabs(static_cast<long double>(again->value) - value) <= value * 0.001L, "what is shown is another size");
  return 0;
}

}  // namespace dropsweep::fuzz::sizes_fuzzer
