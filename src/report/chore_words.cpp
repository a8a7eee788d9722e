#include "report/chore_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "report/text.hpp"

namespace dropsweep {

namespace {

struct unit {
  std::string_view one, many;
};

constexpr std::array units{unit{"row", "rows"},           unit{"byte", "bytes"},     unit{"point", "points"},
                           unit{"record", "records"},     unit{"key", "keys"},       unit{"file", "files"},
                           unit{"item", "items"},         unit{"object", "objects"}, unit{"vector", "vectors"},
                           unit{"document", "documents"}, unit{"entry", "entries"}};
constexpr std::array<std::string_view, 5> tags{"DELETE", "UPDATE", "INSERT", "COPY", "MERGE"};

bool is_part_of_a_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < line.size();) {
    if (!is_part_of_a_word(line[at])) {
      ++at;
      continue;
    }
    auto end = at;
    while (end < line.size() && is_part_of_a_word(line[end])) ++end;
    words.push_back(line.substr(at, end - at));
    at = end;
  }
  return words;
}

std::optional<std::int64_t> number_of(std::string_view word) {
  std::int64_t number = 0;
  const auto [end, wrong] = std::from_chars(word.data(), word.data() + word.size(), number);
  return wrong == std::errc() && end == word.data() + word.size() ? std::optional(number) : std::nullopt;
}

std::string_view unit_of(std::string_view word) {
  const auto found = std::ranges::find_if(units, [&](const unit& one) { return word == one.one || word == one.many; });
  return found == units.end() ? std::string_view() : found->many;
}

std::optional<told_number> number_in_line(std::string_view line) {
  const auto words = words_of(line);
  std::optional<told_number> found;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto number = number_of(words[i]);
    if (!number) continue;
    const auto near = [&](std::size_t at) { return at < words.size() ? unit_of(words[at]) : std::string_view(); };
    if (!near(i + 1).empty()) {
      found = {*number, near(i + 1)};
    } else if (i > 0 && !near(i - 1).empty()) {
      found = {*number, near(i - 1)};
    } else if (i + 1 == words.size() && std::ranges::contains(tags, words.front())) {
      found = {*number, "rows"};  // psql's "DELETE 12", "INSERT 0 12"
    }
  }
  return found;
}

}  // namespace

std::optional<told_number> number_in(std::string_view output) {
  std::optional<told_number> found;
  while (!output.empty()) {
    const auto end = std::min(output.find('\n'), output.size());
    if (auto here = number_in_line(output.substr(0, end))) found = here;
    output.remove_prefix(std::min(end + 1, output.size()));
  }
  return found;
}

std::int64_t undone(const host_record& host) { return std::ranges::count(host.chores, false, &chore_report::well); }

std::string chore_words(const host_record& host) {
  if (host.chores.empty()) return "";
  const auto all = counted(std::ssize(host.chores), "task", "tasks");
  const auto missing = undone(host);
  return missing == 0 ? all + " done" : fmt::format("{} of {} not done", missing, all);
}

std::string came_to(const chore_report& one) {
  const auto number = number_in(one.output.raw());
  return join({one.saw, one.well && number ? fmt::format("{} {}", number->number, number->of) : ""}, ", ");
}

}  // namespace dropsweep
