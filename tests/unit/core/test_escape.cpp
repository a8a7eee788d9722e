#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "core/escape.hpp"
#include "core/foreign.hpp"
#include "core/utf8.hpp"

using namespace dropsweep;
using namespace std::string_literals;

namespace {

std::string utf8(char32_t point) {
  std::string text;
  const auto add = [&](char32_t bits) { text += static_cast<char>(static_cast<unsigned char>(bits)); };
  if (point < 0x80) {
    add(point);
  } else if (point < 0x800) {
    add(0xC0 | (point >> 6)), add(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    add(0xE0 | (point >> 12)), add(0x80 | ((point >> 6) & 0x3F)), add(0x80 | (point & 0x3F));
  } else {
    add(0xF0 | (point >> 18)), add(0x80 | ((point >> 12) & 0x3F)), add(0x80 | ((point >> 6) & 0x3F)), add(0x80 | (point & 0x3F));
  }
  return text;
}

// The runner's own reading, at its most generous: whatever it may look through is taken out first.
bool runner_sees_a_command(std::string_view line) {
  std::string ascii;
  for (const char c : line) {
    if (static_cast<unsigned char>(c) < 0x80 && c >= ' ') ascii += c;
  }
  const auto start = ascii.find_first_not_of(' ');
  return ascii.contains("##[") || (start != std::string::npos && std::string_view(ascii).substr(start).starts_with("::"));
}

struct points {
  char32_t first, last;
};

// Every character of the categories Cc, Cf, Zl, Zp and Zs but the space, by the Unicode Character Database 14; written by a
// program that has nothing to do with this one.
constexpr points controls_formats_and_spaces[] = {
    {0x0, 0x1F},        {0x7F, 0xA0},       {0xAD, 0xAD},       {0x600, 0x605},     {0x61C, 0x61C},
    {0x6DD, 0x6DD},     {0x70F, 0x70F},     {0x890, 0x891},     {0x8E2, 0x8E2},     {0x1680, 0x1680},
    {0x180E, 0x180E},   {0x2000, 0x200F},   {0x2028, 0x202F},   {0x205F, 0x2064},   {0x2066, 0x206F},
    {0x3000, 0x3000},   {0xFEFF, 0xFEFF},   {0xFFF9, 0xFFFB},   {0x110BD, 0x110BD}, {0x110CD, 0x110CD},
    {0x13430, 0x13438}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0001, 0xE0001}, {0xE0020, 0xE007F}};

const std::vector<std::string> attacks{
    "::error::forged",
    "  ::add-mask::e",
    "\t\n\r ::stop-commands::x",
    "\xC2\xA0::set-output name=a::b",  // no-break space
    "\xE3\x80\x80::error::x",          // ideographic space
    "\xEF\xBB\xBF::error::x",          // byte order mark
    "\xE2\x80\x8B::error::x",          // zero-width space
    ":\xC2\xAD:error::x",              // soft hyphen, which a comparison by culture looks through
    ":\xCD\x8F:error::x",              // combining grapheme joiner
    ":\xCC\x81:error::x",              // a combining accent
    "fine\n::error::next line",
    "fine\r::error::lone return",
    "fine\x0B::error::x",
    "fine\xC2\x85::error::x",      // NEL
    "fine\xE2\x80\xA8::error::x",  // line separator
    "x ##[error]anywhere",
    "##\xE2\x80\x8B[error]x",
    "#\xC2\xAD#[error]x",
    "###[error]x",
    "##\\[error]x",
    "##\xCC\x81[error]x",
    "\x1B[31mred\x1B[0m",
    "\x9B"
    "31m",  // a lone C1 byte is no character
    "\xC2\x9B"
    "31m",
    "a\xE2\x80\xAE"
    "exe.txt",  // right-to-left override
    "\xC0\x8A::error::overlong line feed",
    "\xE0\x80\x8A::error::x",
    "\xF0\x80\x80\x8A::error::x",
    "\xED\xA0\x80\xED\xB0\x80",  // surrogates
    "\xF4\x90\x80\x80",          // above U+10FFFF
    "\xF5\x80\x80\x80\xFF\xFE",
    "cut \xE2\x80",
    "cut \xF0\x9F\x92",
    "\xE2\x28\xA1",
    std::string("nul\0::error::x", 14),
    "\xF3\xA0\x81\xA5",  // a tag character
    "\xEF\xB8\x8F",      // a variation selector
    "\xE2\xA0\x80",      // a blank that is no space
};

}  // namespace

TEST_CASE("plain text stays what it is") {
  for (const auto* text :
       {"", "shop/gateway:1.2", "a b  c", "grüße, 日本語 ☂ 🐳", "C:\\path", "std::string", "a::b", ":80", "#1 [x]", "100%"}) {
    CHECK(visible(text) == text);
  }
}

TEST_CASE("what hides is shown by its number") {
  CHECK(visible("a\nb\r\tc") == "a\\nb\\r\\tc");
  CHECK(visible("\x1B[31m") == "\\x1b[31m");
  CHECK(visible("\xC2\x85") == "\\x85");
  CHECK(visible("a\xE2\x80\xAE"
                "b") == "a\\u202eb");
  CHECK(visible("\xF3\xA0\x81\xA5") == "\\U000e0065");
}

TEST_CASE("the runner's markers are broken") {
  CHECK(visible("x ##[error]y") == "x ##\\[error]y");
  CHECK(visible("::error::y") == "\\::error::y");
  CHECK(visible("  ::error::y") == "  \\::error::y");
}

TEST_CASE("no attack leaves a marker, a line break or a hidden character") {
  for (const auto& attack : attacks) {
    CAPTURE(attack);
    const auto shown = visible(attack);
    CHECK_FALSE(runner_sees_a_command(shown));
    CHECK(visible(shown) == shown);
    for (const char c : shown) CHECK((static_cast<unsigned char>(c) >= ' ' && c != 0x7F));
  }
}

TEST_CASE("two texts printed side by side make no marker either") {
  const std::vector<std::string> parts{"#",  "##",        "###", "[error]",  "#[error]", "##[error]", ":",
                                       "::", ":error::x", " :",  "\xC2\xAD", "[",        ""};
  for (const auto& a : parts) {
    for (const auto& b : parts) {
      CAPTURE(a);
      CAPTURE(b);
      // "#" + "##[..." and the like are as long as three parts could be; one '#' of ours before a lone '[' is not what this is
      // about.
      CHECK_FALSE(runner_sees_a_command(visible(a) + visible(b)));
    }
  }
}

TEST_CASE("invalid UTF-8 becomes replacement characters, and nothing valid is lost beside it") {
  CHECK(visible("a\xFF"
                "b") == "a\uFFFDb");
  CHECK(visible("\xC0\xAF") == "\uFFFD\uFFFD");
  CHECK(visible("\xE2\x82"
                "x") == "\uFFFDx");
  CHECK(visible("\xF0\x9F\x92") == "\uFFFD");
  CHECK(visible("\xE0\x80\x8A\n") == "\uFFFD\uFFFD\uFFFD\\n");
  CHECK(visible("\xE2\x82\xAC") == "€");
}

TEST_CASE("of all code points none that is a control, a format or another space survives") {
  std::size_t next = 0;
  for (char32_t point = 0; point <= 0x10FFFF; ++point) {
    if (point >= 0xD800 && point <= 0xDFFF) continue;
    const auto text = utf8(point);
    const auto shown = visible(text);
    while (next < std::size(controls_formats_and_spaces) && point > controls_formats_and_spaces[next].last) ++next;
    const bool bad = next < std::size(controls_formats_and_spaces) && point >= controls_formats_and_spaces[next].first;
    const bool escaped =
        shown.size() > 1 && shown.front() == '\\' && shown.find_first_not_of("\\nrtuUx0123456789abcdef") == std::string::npos;
    if ((bad && !escaped) || (!bad && !escaped && shown != text && point != U':')) {
      CAPTURE(static_cast<std::uint32_t>(point));
      FAIL_CHECK("not as it should be: ", shown);
    }
  }
}

TEST_CASE("whatever the bytes: valid, one line, without a marker, and the same when it passes twice") {
  std::mt19937 dice(1);
  const std::string alphabet =
      "#[:\\ \n\r\xE2\x80\x8B\xC2\xAD\xF0\x9F"
      "a\xCC\x81\x00"s;
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes;
    for (auto length = dice() % 12; length > 0; --length) bytes += alphabet[dice() % alphabet.size()];
    const auto shown = visible(bytes);
    if (runner_sees_a_command(shown) || visible(shown) != shown) FAIL_CHECK("broken by ", shown);
    for (std::string_view rest = shown; !rest.empty();) {
      const auto [point, length] = decode_utf8(rest);
      if (is_hidden(point)) FAIL_CHECK("hidden in ", shown);
      rest.remove_prefix(length);
    }
  }
}

TEST_CASE("a cut never splits a character or an escape and says how many bytes are missing") {
  CHECK(visible("abcdef", 6) == "abcdef");
  CHECK(visible("abcdef", 4) == "abcd…(+2 bytes)");
  CHECK(visible("€€€", 7) == "€€…(+3 bytes)");
  CHECK(visible("a\n\n\n", 4) == "a\\n…(+2 bytes)");
  CHECK(visible("a##[b", 4) == "a##…(+2 bytes)");
  CHECK(visible("::x", 1) == "…(+3 bytes)");
  CHECK(visible("abc", 0) == "…(+3 bytes)");
  CHECK(visible(std::string(1000, 'a')).starts_with(std::string(300, 'a') + "…(+700 bytes)"));
  CHECK(visible(std::string(1000, '\n')).size() < 330);
}

TEST_CASE("in HTML nothing of ASCII but letters, digits and spaces stays itself") {
  CHECK(html("shop/a:1 b") == "shop&#47;a&#58;1 b");
  CHECK(html("<img src=x>|`@me`#1") == "&#60;img src&#61;x&#62;&#124;&#96;&#64;me&#96;&#35;1");
  CHECK(html("ü\n") == "ü&#92;n");
  for (int c = 0; c < 128; ++c) {
    const auto safe = html(std::string(1, static_cast<char>(c)));
    for (const char out : safe)
      CHECK((std::isalnum(static_cast<unsigned char>(out)) || out == ' ' || out == '&' || out == '#' || out == ';'));
  }
}

TEST_CASE("workflow commands carry our sentences whole") {
  CHECK(command_data("100%\r\nnext: a,b") == "100%25%0D%0Anext: a,b");
  CHECK(command_property("100%\r\nnext: a,b") == "100%25%0D%0Anext%3A a%2Cb");
  CHECK(command_data("%0A") == "%250A");
}

TEST_CASE("fmt prints foreign text through the sanitiser") {
  CHECK(fmt::format("container {} stays", foreign("a\n::error::b")) == "container a\\n::error::b stays");
  CHECK(foreign("a\n").raw() == "a\n");
}
