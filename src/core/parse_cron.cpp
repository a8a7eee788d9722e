#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "core/cron.hpp"
#include "core/escape.hpp"

namespace dropsweep {

namespace {

template <class T>
using read = std::expected<T, std::string>;

struct field {
  std::string_view name;
  unsigned least, most;
  std::string_view names;  // three letters each, the first one for `least`
};

constexpr std::array fields{field{"minute", 0, 59, ""}, field{"hour", 0, 23, ""}, field{"day of the month", 1, 31, ""},
                            field{"month", 1, 12, "janfebmaraprmayjunjulaugsepoctnovdec"},
                            field{"weekday", 0, 7, "sunmontuewedthufrisat"}};

struct macro {
  std::string_view name, text;
};

constexpr std::array macros{macro{"@hourly", "0 * * * *"},  macro{"@daily", "0 0 * * *"},   macro{"@midnight", "0 0 * * *"},
                            macro{"@weekly", "0 0 * * 0"},  macro{"@monthly", "0 0 1 * *"}, macro{"@yearly", "0 0 1 1 *"},
                            macro{"@annually", "0 0 1 1 *"}};

constexpr std::string_view what_there_is =
    "five fields (minute hour day month weekday) of *, numbers, names, lists (1,15), ranges (1-5) and steps (*/2, 8-18/2), or "
    "@hourly, @daily, @weekly, @monthly or @yearly";

std::vector<std::string_view> split(std::string_view text, std::string_view marks) {
  std::vector<std::string_view> pieces;
  for (;;) {
    const auto end = std::min(text.find_first_of(marks), text.size());
    pieces.push_back(text.substr(0, end));
    if (end == text.size()) return pieces;
    text.remove_prefix(end + 1);
  }
}

std::string lower(std::string_view text) {
  std::string small(text);
  for (char& letter : small) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter + ('a' - 'A'));
  }
  return small;
}

read<unsigned> number(std::string_view text, unsigned least, unsigned most) {
  unsigned value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc{} || end != text.data() + text.size() || value < least || value > most)
    return std::unexpected(fmt::format("\"{}\" is not from {} to {}", visible(text), least, most));
  return value;
}

read<unsigned> value_of(const field& where, std::string_view text) {
  if (text.size() == 3 && !where.names.empty()) {
    const auto small = lower(text);
    for (std::size_t at = 0; at < where.names.size(); at += 3) {
      if (where.names.substr(at, 3) == small) return where.least + static_cast<unsigned>(at / 3);
    }
  }
  return number(text, where.least, where.most);
}

struct part {
  unsigned first, last, step = 1;
  std::string text;
};

read<part> read_part(const field& where, std::string_view piece) {
  const auto slash = piece.find('/');
  const auto range = piece.substr(0, slash);
  part found{where.least, where.most, 1, std::string(range)};
  if (range != "*") {
    const auto dash = range.find('-');
    const auto first = value_of(where, range.substr(0, dash));
    if (!first) return std::unexpected(first.error());
    const auto last = dash == range.npos ? first : value_of(where, range.substr(dash + 1));
    if (!last) return std::unexpected(last.error());
    if (*last < *first) return std::unexpected(fmt::format("the range \"{}\" runs backwards", visible(range)));
    if (dash == range.npos && slash != piece.npos)
      return std::unexpected(fmt::format("the step of \"{}\" needs a * or a range before it", visible(piece)));
    found.first = *first;
    found.last = *last;
    found.text = dash == range.npos ? fmt::format("{}", *first) : fmt::format("{}-{}", *first, *last);
  }
  if (slash == piece.npos) return found;
  const auto step = number(piece.substr(slash + 1), 1, where.most);
  if (!step) return std::unexpected("the step " + step.error());
  found.step = *step;
  found.text += fmt::format("/{}", *step);
  return found;
}

struct read_field {
  std::bitset<60> values;
  std::string text;
};

read<read_field> read_values(const field& where, std::string_view text) {
  read_field all;
  for (const auto piece : split(text, ",")) {
    const auto one = read_part(where, piece);
    if (!one) return std::unexpected(fmt::format("its {}: {}", where.name, one.error()));
    for (unsigned value = one->first; value <= one->last; value += one->step) all.values.set(value);
    all.text += (all.text.empty() ? "" : ",") + one->text;
  }
  return all;
}

template <std::size_t N>
std::bitset<N> first_of(const std::bitset<60>& values) {
  std::bitset<N> some;
  for (std::size_t i = 0; i < N; ++i) some[i] = values[i];
  return some;
}

}  // namespace

std::expected<cron_schedule, std::string> parse_cron(std::string_view text) {
  const auto wrong = [&](std::string_view why) {
    return std::unexpected(fmt::format("\"{}\" {}; there are {}", visible(text), why, what_there_is));
  };
  auto words = split(text, " \t");
  std::erase(words, std::string_view());
  if (words.size() == 1) {
    const auto* known = std::ranges::find(macros, words.front(), &macro::name);
    if (known == macros.end()) return wrong("is no time as cron has it");
    words = split(known->text, " ");
  }
  if (words.size() != fields.size()) return wrong(fmt::format("has {} fields", words.size()));

  cron_schedule when;
  std::array<std::bitset<60>, fields.size()> values;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto one = read_values(fields[i], words[i]);
    if (!one) return wrong(fmt::format("is no time as cron has it ({})", one.error()));
    values[i] = one->values;
    when.text += (i == 0 ? "" : " ") + one->text;
  }
  if (values[4][7]) values[4].set(0);
  when.minutes = values[0];
  when.hours = first_of<24>(values[1]);
  when.days = first_of<32>(values[2]);
  when.months = first_of<13>(values[3]);
  when.weekdays = first_of<7>(values[4]);
  when.either_day = !words[2].starts_with('*') && !words[4].starts_with('*');
  if (!next_after(when, instant{})) return wrong("never comes");
  return when;
}

}  // namespace dropsweep
