#include "report/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <ranges>

#include "core/escape.hpp"
#include "core/utf8.hpp"

namespace dropsweep {

namespace {

struct range {
  char32_t first, last;
};

std::size_t columns_of(char32_t point) {
  static constexpr std::array combining{range{0x300, 0x36f}, range{0x1ab0, 0x1aff}, range{0x20d0, 0x20ff}, range{0xfe00, 0xfe0f}};
  static constexpr std::array wide{range{0x1100, 0x115f},   range{0x2e80, 0xa4cf},   range{0xac00, 0xd7a3},
                                   range{0xf900, 0xfaff},   range{0xfe30, 0xfe6f},   range{0xff00, 0xff60},
                                   range{0xffe0, 0xffe6},   range{0x1f300, 0x1f64f}, range{0x1f680, 0x1f6ff},
                                   range{0x1f900, 0x1f9ff}, range{0x20000, 0x3fffd}};
  const auto holds = [point](const range& one) { return one.first <= point && point <= one.last; };
  if (std::ranges::any_of(combining, holds)) return 0;
  return std::ranges::any_of(wide, holds) ? 2 : 1;
}

}  // namespace

std::string counted_objects(std::int64_t number) { return counted(number, "object", "objects"); }

std::string join(const std::vector<std::string>& parts, std::string_view between) {
  std::string all;
  for (const auto& part : parts) {
    if (part.empty()) continue;
    if (!all.empty()) all += between;
    all += part;
  }
  return all;
}

void append(std::vector<std::string>& all, std::vector<std::string> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::string listed(const std::vector<std::string>& names, std::size_t at_most) {
  const auto shown = std::min(names.size(), at_most);
  std::string all;
  for (std::size_t i = 0; i < shown; ++i) {
    const bool last = i + 1 == names.size();
    if (i > 0) all += last ? " and " : ", ";
    all += names[i];
  }
  if (names.size() > shown) all += fmt::format(" and {} more", names.size() - shown);
  return all;
}

std::string format_took(span took) {
  const auto ms = took.count();
  if (ms < 1000) return fmt::format("{} ms", ms);
  if (ms < 60'000) return fmt::format("{:.1f} s", static_cast<double>(ms) / 1000);
  return fmt::format("{}m{:02}s", ms / 60'000, ms / 1000 % 60);
}

std::size_t display_width(std::string_view utf8) {
  std::size_t columns = 0;
  while (!utf8.empty()) {
    const auto next = decode_utf8(utf8);
    columns += columns_of(next.point);
    utf8.remove_prefix(next.bytes);
  }
  return columns;
}

std::string fit(std::string_view utf8, std::size_t columns) {
  if (display_width(utf8) <= columns) return std::string(utf8);
  std::size_t used = 0, bytes = 0;
  while (bytes < utf8.size()) {
    const auto next = decode_utf8(utf8.substr(bytes));
    const auto wants = columns_of(next.point);
    if (used + wants + 1 > columns) break;
    used += wants;
    bytes += next.bytes;
  }
  return std::string(utf8.substr(0, bytes)) + "…";
}

std::string fit_middle(std::string_view utf8, std::size_t columns) {
  const auto width = display_width(utf8);
  if (width <= columns) return std::string(utf8);
  auto text = fit(utf8, columns / 2);
  // What is left of the room, counted from the end.
  const auto room = columns - display_width(text);
  std::size_t skipped = 0;
  while (!utf8.empty() && width - skipped > room) {
    const auto next = decode_utf8(utf8);
    skipped += columns_of(next.point);
    utf8.remove_prefix(next.bytes);
  }
  return text.append(utf8);
}

std::vector<std::string> last_lines(std::string_view bytes, std::size_t at_most, std::size_t line_limit) {
  std::vector<std::string_view> lines;
  while (!bytes.empty()) {
    const auto end = std::min(bytes.find_first_of("\r\n"), bytes.size());
    lines.push_back(bytes.substr(0, end));
    const bool crlf = bytes.substr(end).starts_with("\r\n");
    bytes.remove_prefix(std::min(bytes.size(), end + (crlf ? 2 : 1)));
  }
  const auto skipped = lines.size() > at_most ? lines.size() - at_most : 0;
  std::vector<std::string> shown;
  for (auto line : lines | std::views::drop(skipped)) shown.push_back(visible(line, line_limit));
  return shown;
}

}  // namespace dropsweep
