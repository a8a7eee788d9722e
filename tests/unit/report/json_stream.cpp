#include "report/json_stream.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace dropsweep;

TEST_CASE("What is written piece by piece is what it would be as a whole") {
  const json small = {
      {"a", 1}, {"text", "two\nlines, a \" and \xff"}, {"none", json::array()}, {"deep", {{"x", {1, 2}}, {"y", json::object()}}}};
  json large = json::array();
  for (int i = 0; i < 5000; ++i) large.push_back(small);
  const json whole = {{"first", nullptr}, {"empty", json::array()}, {"large", large}, {"nested", {{"list", {small, 7}}}}};

  std::string text;
  std::size_t longest = 0;
  json_stream out([&](std::string_view piece) {
    text += piece;
    longest = std::max(longest, piece.size());
  });
  out.begin_object();
  out.put("first", nullptr);
  out.list("empty", json::array(), [](const json&) {});
  out.list("large", large, [&](const json& one) { out.put(one); });
  out.key("nested");
  out.begin_object();
  out.list("list", whole["nested"]["list"], [&](const json& one) { out.put(one); });
  out.end();
  out.end();

  CHECK(text == indented(whole) + "\n");
  CHECK(longest < 100'000);
}

TEST_CASE("Any text can be shown as it stands in the file, and readers get it as it is") {
  for (const std::string text : {"##[add-mask]e", "###[[group]", "\\##[x]", "##",
                                 "\xC2\x9B"
                                 "31mred",
                                 "\u202Egnp.exe", "\x7f", "a\n::error::x", "na\u00EFve \U0001F6A2"}) {
    CAPTURE(text);
    const json value = {{text, {text}}};
    const auto shown = indented(value);
    CHECK_FALSE(shown.contains("##["));
    CHECK(std::ranges::all_of(shown, [](char letter) { return letter == '\n' || (letter >= ' ' && letter <= '~'); }));
    CHECK(json::parse(shown) == value);
  }
}
