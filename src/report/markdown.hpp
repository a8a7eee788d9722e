// GitHub Markdown that foreign text cannot break out of. GitHub looks for mentions, references, links and emoji in the text of
// the finished page, after entities were decoded, but never inside <code>: so that is where everything goes that is not a plain
// word or number.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/foreign.hpp"

namespace dropsweep {

// One line of anything, as <code>; an empty text stays empty.
std::string code(std::string_view bytes, std::size_t limit = 200);

// One of our own sentences, which may hold foreign words that were made visible: `backticks` and every token that is more than a
// plain word become <code>, a line break becomes <br>.
std::string sentence(std::string_view text);

// Lines in a code block whose fence is longer than any run of backticks in them. The lines are visible text already.
std::string fenced(const std::vector<std::string>& lines);

// Rows of a table, its alignment from the heading's marks: "name", ">size" (right).
std::string table_head(const std::vector<std::string>& columns);
std::string table_row(const std::vector<std::string>& cells);

// "> [!WARNING]" and the lines below it.
std::string alert(std::string_view kind, const std::vector<std::string>& lines);

}  // namespace dropsweep
