#include "report/summary_text.hpp"

#include <fmt/format.h>

#include "report/render.hpp"

namespace dropsweep {

namespace {

std::string cut_note(std::size_t left_out) { return fmt::format("\n*and {} more: the JSON report has them all.*\n", left_out); }

constexpr std::string_view last_word = "\n*This summary was too long; the rest is in the JSON report.*\n";

}  // namespace

void summary_rows::push_back(std::string row) {
  ++size_;
  bytes_ += row.size();
  if (bytes_ <= summary_limit) kept_.push_back(std::move(row));
}

void summary_text::add(std::string fixed) {
  if (!fixed.empty()) blocks_.push_back({.open = std::move(fixed)});
}

void summary_text::add_list(std::string open, summary_rows rows, std::string close) {
  blocks_.push_back({std::move(open), std::move(rows), std::move(close)});
}

std::size_t summary_text::rows_within(const block& list, std::size_t bytes) {
  std::size_t sum = 0, rows = 0;
  const auto& kept = list.rows.kept();
  while (rows < kept.size() && sum + kept[rows].size() <= bytes) sum += kept[rows++].size();
  return rows;
}

std::size_t summary_text::size_with(std::size_t bytes_per_list) const {
  std::size_t sum = 0;
  for (const auto& one : blocks_) {
    const auto shown = rows_within(one, bytes_per_list);
    sum += one.open.size() + one.close.size();
    for (std::size_t i = 0; i < shown; ++i) sum += one.rows.kept()[i].size();
    if (shown < one.rows.size()) sum += cut_note(one.rows.size() - shown).size();
  }
  return sum;
}

std::string summary_text::text_with(std::size_t bytes_per_list) const {
  std::string text;
  for (const auto& one : blocks_) {
    const auto shown = rows_within(one, bytes_per_list);
    text += one.open;
    for (std::size_t i = 0; i < shown; ++i) text += one.rows.kept()[i];
    if (shown < one.rows.size()) text += cut_note(one.rows.size() - shown);
    text += one.close;
  }
  return text;
}

// Even without a single row it is too long (hundreds of hosts): whole blocks from the top, and a word about the rest.
std::string summary_text::what_fits(std::size_t limit) const {
  std::string text;
  for (const auto& one : blocks_) {
    auto whole = one.open + (one.rows.size() == 0 ? "" : cut_note(one.rows.size())) + one.close;
    if (text.size() + whole.size() + last_word.size() > limit) break;
    text += whole;
  }
  return text.size() + last_word.size() <= limit ? text.append(last_word) : text;
}

std::string summary_text::render(std::size_t limit) const {
  if (size_with(limit) <= limit) return text_with(limit);
  if (size_with(0) > limit) return what_fits(limit);
  // The largest share per list that fits: short lists stay whole, long ones give way.
  std::size_t fits = 0, too_much = limit;
  while (too_much - fits > 64) {
    const auto middle = fits + (too_much - fits) / 2;
    (size_with(middle) <= limit ? fits : too_much) = middle;
  }
  return text_with(fits);
}

}  // namespace dropsweep
