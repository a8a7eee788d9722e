// The one sanitiser: GitHub's command parser finds nothing in what it makes of any bytes, wherever in a line that is printed, and
// what it makes still says what the bytes were.
#include <algorithm>

#include "core/foreign.hpp"
#include "core/utf8.hpp"
#include "fuzz/promise.hpp"
#include "unit/report/runner_rules.hpp"

namespace dropsweep::fuzz::sanitiser_fuzzer {

namespace {

constexpr auto no_limit = std::string_view::npos;

void must_hold_nothing_hidden(std::string_view text) {
  while (!text.empty()) {
    const auto [point, length] = decode_utf8(text);
    must(point != replacement_character || text.starts_with("\xEF\xBF\xBD"), "invalid UTF-8");
    must(!is_hidden(point), "a hidden character");
    text.remove_prefix(length);
  }
}

// Which characters the runner's comparison by culture looks through depends on its machine: any beyond ASCII may be one.
std::string looked_through(std::string text) {
  std::erase_if(text, [](char letter) { return static_cast<unsigned char>(letter) > 0x7F; });
  return text;
}

void must_command_nothing(const std::string& text) {
  must(test::commands_in(text).empty(), "a command to the runner");
  must(test::commands_in(looked_through(text)).empty(), "a command to a runner that looks through other characters");
}

std::string without_entities(std::string_view html) {
  std::string text;
  while (!html.empty()) {
    if (html.starts_with("&#")) {
      html.remove_prefix(2);
      const std::string number(take_until(html, ';'));
      text += static_cast<char>(std::stoi(number));
    } else {
      text += html.front();
      html.remove_prefix(1);
    }
  }
  return text;
}

std::string without_percents(std::string_view escaped) {
  std::string text;
  for (std::size_t at = 0; at < escaped.size(); ++at) {
    const bool is_one = escaped[at] == '%';
    text += is_one ? static_cast<char>(std::stoi(std::string(escaped.substr(at + 1, 2)), nullptr, 16)) : escaped[at];
    if (is_one) at += 2;
  }
  return text;
}

}  // namespace

FUZZER(sanitiser) {
  const auto bytes = text_of(data, size);
  const auto whole = visible(bytes, no_limit);
  must_hold_nothing_hidden(whole);
  must(visible(whole, no_limit) == whole, "made visible twice, it is another text");
  must(fmt::format("{}", foreign(bytes)) == visible(bytes), "fmt shows it otherwise");

  for (const std::size_t limit : {std::size_t{0}, std::size_t{1}, std::size_t{7}, size / 2, visible_limit, no_limit}) {
    const auto shown = visible(bytes, limit);
    must(shown.size() <= std::min(limit, whole.size()) + 40, "longer than its limit and the note about it");
    must_hold_nothing_hidden(shown);
    // At the start of a line, behind blanks or our own words, before them, and between two that were cut apart.
    must_command_nothing(shown);
    must_command_nothing("  " + shown);
    must_command_nothing("#" + shown + ":[group]");
    must_command_nothing(shown + visible(bytes.substr(std::min(limit, size)), limit));
  }

  const auto markup = html(bytes, no_limit);
  must(markup.find_first_of("<>\"'`|@\n\r\t") == std::string::npos, "markup");
  must(without_entities(markup) == whole, "the entities say something else");
  must(without_percents(command_data(bytes)) == bytes, "a command's data comes back otherwise");
  must(without_percents(command_property(bytes)) == bytes, "a command's property comes back otherwise");
  must(command_property(bytes).find_first_of("\r\n:,") == std::string::npos, "a property ends early");
  return 0;
}

}  // namespace dropsweep::fuzz::sanitiser_fuzzer
