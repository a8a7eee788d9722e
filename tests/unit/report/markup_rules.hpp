// What GitHub makes of a job summary, as far as it matters to an attacker: Markdown and HTML outside of code, and whatever could
// end code early.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dropsweep::test {

// Everything in a page that is not ours and would be more than text: tags, links, images, mentions, references; a <code> that
// holds more than entities or does not end. Empty when all is well.
std::vector<std::string> foreign_markup_in(std::string_view markdown);

// Rows of tables with other than as many cells as their heading.
std::vector<std::string> uneven_rows_in(std::string_view markdown);

// What a reader sees of a piece of our Markdown: without tags and comments, its entities as characters.
std::string readable(std::string_view markup);

}  // namespace dropsweep::test
