// Durations of inputs and instants of engines, against a plain reference and their own other direction.
#include <map>
#include <string>

#include "core/time.hpp"
#include "fuzz/promise.hpp"

namespace dropsweep::fuzz::times_fuzzer {

namespace {

// Milliseconds, at most a thousand years of them, or nullopt.
std::optional<std::int64_t> reference(std::string_view text) {
  static const std::map<std::string, std::int64_t, std::less<>> units{{"ms", 1},        {"s", 1000},       {"m", 60'000},
                                                                      {"h", 3'600'000}, {"d", 86'400'000}, {"w", 604'800'000}};
  constexpr std::int64_t longest = std::chrono::duration_cast<span>(std::chrono::years{1000}).count();
  std::int64_t sum = 0;
  while (!text.empty()) {
    std::int64_t number = 0;
    std::size_t digits = 0;
    for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
      number = number * 10 + (text[digits] - '0');
      if (number > longest) return std::nullopt;
    }
    text.remove_prefix(digits);
    std::size_t letters = 0;
    while (letters < text.size() && (text[letters] < '0' || text[letters] > '9')) ++letters;
    const auto unit = units.find(text.substr(0, letters));
    if (digits == 0 || unit == units.end()) return std::nullopt;
    text.remove_prefix(letters);
    if (number > longest / unit->second) return std::nullopt;
    sum += number * unit->second;
    if (sum > longest) return std::nullopt;
  }
  return sum == 0 ? std::nullopt : std::optional(sum);
}

}  // namespace

FUZZER(times) {
  const auto text = text_of(data, size);
  const auto length = parse_span(text);
  const auto wanted = reference(text);
  must(length.has_value() == wanted.has_value(), "one of the two readers refused it");
  if (length) {
    must(length->count() == *wanted, "another length");
    must(parse_span(format_span(*length)) == length, "a length comes back otherwise");
    must(format_age(*length).size() <= 16, "an age for people is short");
  }
  if (const auto moment = parse_instant(text)) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(*moment);
    must(parse_instant(format_instant(*moment)) == instant(seconds), "an instant comes back otherwise");
  }
  return 0;
}

}  // namespace dropsweep::fuzz::times_fuzzer
