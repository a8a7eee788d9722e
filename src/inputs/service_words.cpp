#include <algorithm>

#include "inputs/services.hpp"

namespace dropsweep {

namespace {

// Where the quoted text that begins at `open` ends: the quote before a blank or the end, so that contains="status":"up" is one
// text.
std::size_t closing_quote(std::string_view line, std::size_t open) {
  for (auto at = line.find('"', open + 1); at != std::string_view::npos; at = line.find('"', at + 1)) {
    const bool escaped = line[at - 1] == '\\' && at - 1 != open;
    if (!escaped && (at + 1 == line.size() || has_blank_or_control(line.substr(at + 1, 1)))) return at;
  }
  return std::string_view::npos;
}

}  // namespace

parsed<std::vector<std::string_view>> service_words(std::string_view line) {
  constexpr std::string_view blanks = " \t";
  std::vector<std::string_view> words;
  for (auto at = line.find_first_not_of(blanks); at != std::string_view::npos;) {
    auto end = std::min(line.find_first_of(blanks, at), line.size());
    const auto quote = line.find("=\"", at);
    if (quote < end) {
      const auto close = closing_quote(line, quote + 1);
      if (close == std::string_view::npos) return std::unexpected("has a quote that does not end");
      end = close + 1;
    }
    words.push_back(line.substr(at, end - at));
    at = line.find_first_not_of(blanks, end);
  }
  return words;
}

}  // namespace dropsweep
