#include "core/time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace dropsweep {

namespace {

using namespace std::chrono_literals;

struct unit {
  std::string_view name;
  span length;
};

constexpr std::array units{unit{"w", 168h}, unit{"d", 24h}, unit{"h", 1h}, unit{"m", 1min}, unit{"s", 1s}, unit{"ms", 1ms}};

// Far beyond any setting that makes sense, and far from where adding to an instant could overflow.
constexpr span longest_span = std::chrono::years{1000};

// Takes the digits at the front of `text` away; nullopt when there are none or too many.
std::optional<std::int64_t> take_number(std::string_view& text) {
  std::int64_t value = 0;
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

}  // namespace

std::optional<span> parse_span(std::string_view text) {
  span sum{};
  while (!text.empty()) {
    const auto number = take_number(text);
    if (!number) return std::nullopt;
    const auto name = text.substr(0, text.find_first_of("0123456789"));
    text.remove_prefix(name.size());
    const auto* found = std::ranges::find(units, name, &unit::name);
    if (found == units.end() || *number > longest_span / found->length) return std::nullopt;
    sum += *number * found->length;
    if (sum > longest_span) return std::nullopt;
  }
  if (sum == span{}) return std::nullopt;
  return sum;
}

std::string format_span(span length) {
  if (length == span{}) return "0s";
  if (length < span{}) return "-" + format_span(-length);
  if (length >= 168h && length % 24h == span{}) return fmt::format("{}d", length / 24h);
  std::string text;
  for (const auto& one : units) {
    if (one.length > 1h || length < one.length) continue;
    text += fmt::format("{}{}", length / one.length, one.name);
    length %= one.length;
  }
  return text;
}

std::string format_age(span age) {
  const auto count = [](std::int64_t number, std::string_view noun) {
    return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
  };
  // Each unit until the next says nearly as much; always rounded down, so that nothing reads older than it is.
  if (age < 0ms) return "0 seconds";
  if (age < 1min) return count(age / 1s, "second");
  if (age < 1h) return count(age / 1min, "minute");
  if (age < 48h) return count(age / 1h, "hour");
  if (age < 14 * 24h) return count(age / 24h, "day");
  if (age < 60 * 24h) return count(age / (7 * 24h), "week");
  if (age < 730 * 24h) return count(age / (30 * 24h), "month");
  return count(age / (365 * 24h), "year");
}

std::string format_instant(instant moment) {
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(moment - day)};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()), clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

}  // namespace dropsweep
