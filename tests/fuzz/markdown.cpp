// Foreign words in the job summary's Markdown, in each place that we have for them: GitHub finds no markup in them, and a reader
// sees what they were.
#include <algorithm>

#include "core/foreign.hpp"
#include "fuzz/promise.hpp"
#include "report/markdown.hpp"
#include "report/text.hpp"
#include "unit/report/markup_rules.hpp"

namespace dropsweep::fuzz::markdown_fuzzer {

namespace {

// Backticks mark commands, blanks around them are ours to set, and a word that stands alone may need a backslash more than its
// line.
std::string words_alone(std::string text) {
  std::erase_if(text, [](char letter) { return letter == '`' || letter == ' ' || letter == '\\'; });
  return text;
}

}  // namespace

FUZZER(markdown) {
  const auto bytes = text_of(data, size);
  const auto name = code(bytes), words = sentence(bytes);
  const auto lines = last_lines(bytes, 40, 2000);
  const auto page = "## Swept " + name + "\n\n" + table_head({"name", ">size"}) + table_row({name, "1 B"}) +
                    table_row({words, name}) + "\n" + alert("WARNING", {words, "", name}) + "<details><summary>" + name +
                    "</summary>\n\n" + fenced(lines) + "\n</details>\n\n" + words + "\n";
  must(test::foreign_markup_in(page).empty(), "markup");
  must(test::uneven_rows_in(page).empty(), "a row with another number of cells");
  must(name.size() <= 20 * (200 + 40), "a name without an end");

  must(test::readable(name) == visible(bytes, 200), "a name reads otherwise");
  const auto all = last_lines(bytes, 50, 4000);
  must(words_alone(test::readable(words)) == words_alone(join(all, "")), "a sentence reads otherwise");
  return 0;
}

}  // namespace dropsweep::fuzz::markdown_fuzzer
