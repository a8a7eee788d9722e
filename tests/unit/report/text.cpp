#include "report/text.hpp"

#include <doctest/doctest.h>

using namespace dropsweep;
using namespace std::chrono_literals;

TEST_CASE("Widths count what a terminal shows") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("naïve") == 5);
  CHECK(display_width("名前") == 4);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("🧹") == 2);
}

TEST_CASE("Cutting never splits a character and never exceeds the columns") {
  for (std::size_t columns = 1; columns < 12; ++columns) {
    for (const auto* text : {"abcdefghijkl", "名前名前名前", "naïve naïve"}) CHECK(display_width(fit(text, columns)) <= columns);
  }
  CHECK(fit("名前", 3) == "名…");
  CHECK(fit("abc", 3) == "abc");
}

TEST_CASE("Lists of names end with how many there are more") {
  CHECK(listed({"a"}, 2) == "a");
  CHECK(listed({"a", "b"}, 2) == "a and b");
  CHECK(listed({"a", "b", "c"}, 3) == "a, b and c");
  CHECK(listed({"a", "b", "c", "d"}, 2) == "a, b and 2 more");
}

TEST_CASE("Our own times are short") {
  CHECK(format_took(340ms) == "340 ms");
  CHECK(format_took(4210ms) == "4.2 s");
  CHECK(format_took(130s) == "2m10s");
}

TEST_CASE("The last lines of a log end where the runner ends them") {
  CHECK(last_lines("a\nb\r\nc\rd", 3, 100) == std::vector<std::string>{"b", "c", "d"});
  CHECK(last_lines("", 3, 100).empty());
  CHECK(last_lines("::error::x", 3, 100) == std::vector<std::string>{"\\::error::x"});
}
