#include "report/console_style.hpp"

#include <algorithm>

#include "report/text.hpp"

namespace dropsweep {

namespace {

std::string_view code_of(tone in) {
  switch (in) {
    case tone::plain: return "";
    case tone::good: return "\x1b[32m";
    case tone::warning: return "\x1b[33m";
    case tone::bad: return "\x1b[31m";
    case tone::strong: return "\x1b[1m";
    case tone::faint: return "\x1b[2m";
  }
  return "";
}

}  // namespace

std::string paint(const console_style& style, tone in, std::string_view text) {
  if (!style.colour || in == tone::plain || text.empty()) return std::string(text);
  return std::string(code_of(in)).append(text).append("\x1b[0m");
}

tone tone_of(run_result result) {
  switch (result) {
    case run_result::clean:
    case run_result::planned:
    case run_result::swept: return tone::good;
    case run_result::partial:
    case run_result::skipped:
    case run_result::cancelled: return tone::warning;
    case run_result::unhealthy:
    case run_result::failed: return tone::bad;
  }
  return tone::plain;
}

std::string console_table::render(const console_style& style, std::size_t indent) const {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::size_t width = columns_[i].narrowest;
    for (const auto& row : rows_) {
      if (i < row.size()) width = std::max(width, display_width(row[i].text));
    }
    widths.push_back(std::min(width, columns_[i].widest));
  }
  std::string text;
  for (const auto& row : rows_) {
    std::string line(indent, ' ');
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (widths[i] == 0) continue;
      if (line.size() > indent) line += "  ";
      const auto cut = columns_[i].side == align::middle_cut ? fit_middle(row[i].text, widths[i]) : fit(row[i].text, widths[i]);
      const std::size_t space = widths[i] - display_width(cut);
      const bool right = columns_[i].side == align::right;
      if (right) line.append(space, ' ');
      line += paint(style, row[i].in, cut);
      if (!right) line.append(space, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return text;
}

}  // namespace dropsweep
