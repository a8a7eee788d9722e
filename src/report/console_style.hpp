// Colour and columns for the console.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/render.hpp"

namespace dropsweep {

enum class tone { plain, good, warning, bad, strong, faint };

// The text in its tone, or as it is when the style has no colour.
std::string paint(const console_style& style, tone in, std::string_view text);
tone tone_of(run_result result);

// A small table: cells are padded first and painted after, so that colour never moves a column. Cells are visible text already.
class console_table {
 public:
  enum class align { left, right, middle_cut };  // middle_cut: left, and what is too long loses its middle: tags stand at the end
  struct cell {
    std::string text;
    tone in = tone::plain;
  };

  // One column each; a left column is cut at `widest`, its end marked by "…".
  struct column {
    align side = align::left;
    std::size_t widest = 1000;
    std::size_t narrowest = 0;
  };

  explicit console_table(std::vector<column> columns) : columns_(std::move(columns)) {}

  void add(std::vector<cell> row) { rows_.push_back(std::move(row)); }
  bool empty() const { return rows_.empty(); }
  // Every line with `indent` before it and no space at its end.
  std::string render(const console_style& style, std::size_t indent) const;

 private:
  std::vector<column> columns_;
  std::vector<std::vector<cell>> rows_;
};

}  // namespace dropsweep
