#include "inputs/chores.hpp"

namespace dropsweep {

namespace {

// Takes one word off the front of `text`, which begins with it.
parsed<std::string> take_word(std::string_view& text) {
  std::string word;
  char quote = '\0';
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const char now = text[at];
    const char next = at + 1 < text.size() ? text[at + 1] : '\0';
    const bool escapes = now == '\\' && quote != '\'' && (quote == '\0' || next == '"' || next == '\\');
    if (escapes) {
      if (next == '\0') return std::unexpected("ends with a backslash");
      word += next;
      ++at;
    } else if (quote != '\0' ? now == quote : now == '"' || now == '\'') {
      quote = quote == '\0' ? now : '\0';
    } else if (quote == '\0' && (now == ' ' || now == '\t')) {
      break;
    } else {
      word += now;
    }
  }
  if (quote != '\0') return std::unexpected("has a quote that does not end");
  text.remove_prefix(at);
  return word;
}

}  // namespace

parsed<std::vector<std::string>> command_words(std::string_view text) {
  std::vector<std::string> words;
  for (text = trimmed(text); !text.empty(); text = trimmed(text)) {
    auto word = take_word(text);
    if (!word) return std::unexpected(std::move(word.error()));
    words.push_back(std::move(*word));
  }
  return words;
}

}  // namespace dropsweep
