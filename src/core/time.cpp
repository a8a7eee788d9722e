#include "core/time.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <limits>

namespace dropsweep {

namespace {

struct unit {
  std::string_view name;
  std::int64_t milliseconds;
};

constexpr std::array units{unit{"w", 604'800'000}, unit{"d", 86'400'000}, unit{"h", 3'600'000},
                           unit{"m", 60'000},      unit{"s", 1'000},      unit{"ms", 1}};

const unit* find_unit(std::string_view name) {
  for (const auto& known : units) {
    if (known.name == name) return &known;
  }
  return nullptr;
}

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

// Takes `digits` decimal digits off the front.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int number = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (!is_digit(text[i])) return std::nullopt;
    number = number * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return number;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || !any_of.contains(text.front())) return false;
  text.remove_prefix(1);
  return true;
}

// ".123456789": milliseconds count, the rest is read over.
std::optional<span> take_fraction(std::string_view& text) {
  if (!take(text, ".")) return span{0};
  if (text.empty() || !is_digit(text.front())) return std::nullopt;
  std::int64_t fraction = 0;
  for (int place = 100; !text.empty() && is_digit(text.front()); place /= 10, text.remove_prefix(1)) fraction += place * (text.front() - '0');
  return span{fraction};
}

std::optional<span> take_offset(std::string_view& text) {
  if (take(text, "Zz")) return span{0};
  const bool east = !text.empty() && text.front() == '+';
  if (!take(text, "+-")) return std::nullopt;
  const auto hours = take_number(text, 2);
  if (!hours || !take(text, ":")) return std::nullopt;
  const auto minutes = take_number(text, 2);
  if (!minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  const span offset = std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
  return east ? offset : -offset;
}

}  // namespace

std::optional<span> parse_span(std::string_view text) {
  if (text.empty()) return std::nullopt;
  constexpr auto most = std::numeric_limits<std::int64_t>::max() / 4;
  std::int64_t total = 0;
  while (!text.empty()) {
    std::int64_t number = 0;
    std::size_t digits = 0;
    for (; digits < text.size() && is_digit(text[digits]); ++digits) {
      if (digits >= 12) return std::nullopt;
      number = number * 10 + (text[digits] - '0');
    }
    std::size_t letters = digits;
    while (letters < text.size() && !is_digit(text[letters])) ++letters;
    const auto* found = find_unit(text.substr(digits, letters - digits));
    if (digits == 0 || found == nullptr || number > most / found->milliseconds) return std::nullopt;
    total += number * found->milliseconds;
    if (total > most) return std::nullopt;
    text.remove_prefix(letters);
  }
  return span{total};
}

std::string format_span(span length) {
  auto rest = length.count();
  if (rest == 0) return "0s";
  if (rest < 0) return "-" + format_span(-length);
  std::string text;
  for (const auto& [name, milliseconds] : units) {
    // Weeks are never written, and days only when nothing is left over: 168h is a week, 25h is no "1d1h".
    if (name == "w" || (name == "d" && (rest < 168 * 3'600'000 || rest % milliseconds != 0))) continue;
    if (const auto number = rest / milliseconds; number > 0) text += fmt::format("{}{}", number, name);
    rest %= milliseconds;
  }
  return text;
}

std::string format_age(span age) {
  struct word {
    std::string_view name;
    std::int64_t seconds;
    std::int64_t from;  // used from so many seconds on
  };
  constexpr std::int64_t minute = 60, hour = 3600, day = 86400;
  constexpr std::array words{word{"year", 365 * day, 730 * day}, word{"month", 30 * day, 60 * day}, word{"week", 7 * day, 14 * day},
                             word{"day", day, 2 * day},          word{"hour", hour, 2 * hour},      word{"minute", minute, 2 * minute}};
  const auto seconds = age.count() < 0 ? 0 : age.count() / 1000;
  for (const auto& [name, length, from] : words) {
    if (seconds >= from) return fmt::format("{} {}s", seconds / length, name);
  }
  return fmt::format("{} second{}", seconds, seconds == 1 ? "" : "s");
}

std::optional<instant> parse_instant(std::string_view text) {
  const auto year = take_number(text, 4);
  if (!year || !take(text, "-")) return std::nullopt;
  const auto month = take_number(text, 2);
  if (!month || !take(text, "-")) return std::nullopt;
  const auto day = take_number(text, 2);
  if (!day || !take(text, "Tt ")) return std::nullopt;
  const auto hour = take_number(text, 2);
  if (!hour || !take(text, ":")) return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute || !take(text, ":")) return std::nullopt;
  const auto second = take_number(text, 2);
  if (!second) return std::nullopt;
  const auto fraction = take_fraction(text);
  if (!fraction) return std::nullopt;
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;

  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  // Second 60 is a leap second. Year 1 is how the engine writes "never".
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60 || *year <= 1) return std::nullopt;
  return std::chrono::sys_days{date} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} + std::chrono::seconds{*second} + *fraction -
         *offset;
}

std::string format_instant(instant moment) {
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(moment - day)};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()), time.hours().count(), time.minutes().count(), time.seconds().count());
}

}  // namespace dropsweep
