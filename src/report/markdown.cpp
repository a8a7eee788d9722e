#include "report/markdown.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

#include "report/text.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t sentence_limit = 4000;

// Entities do not stop GitHub from seeing a link or an address: it looks for "://", "www." and "@" in the text that they stand
// for, and an inline <code> is no code to it at that point. A comment in the middle does: it parts the text, and nobody sees or
// copies it.
std::string inert(std::string_view bytes, std::size_t limit) {
  constexpr std::string_view apart = "<!-- -->", at = "&#64;", colon = "&#58;", slash = "&#47;", dot = "&#46;";
  const auto escaped = html(bytes, limit);
  const std::string_view text = escaped;
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto rest = text.substr(i);
    const auto entity = rest.starts_with("&#") ? rest.substr(0, rest.find(';') + 1) : rest.substr(0, 1);
    i += entity.size();
    if (entity == dot && (out.ends_with('w') || out.ends_with('W'))) out += apart;
    out += entity;
    if (entity == at || (entity == colon && text.substr(i).starts_with(slash))) out += apart;
  }
  return out;
}

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
bool is_letter(char letter) { return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z'); }
bool is_plain(char letter) { return is_digit(letter) || is_letter(letter) || static_cast<unsigned char>(letter) >= 0x80; }

// Words, numbers, addresses and hyphenated words: "12.4", "203.0.113.7", "known-hosts", "82%", "it's". Not "www.example.com",
// "shop-1", "GH-1".
bool is_plain_word(std::string_view token) {
  if (token.size() > 30) return false;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const char before = i > 0 ? token[i - 1] : ' ', after = i + 1 < token.size() ? token[i + 1] : ' ';
    const bool between_digits = is_digit(before) && is_digit(after), between_letters = is_letter(before) && is_letter(after);
    switch (token[i]) {
      case '%': break;
      case '.':
        if (!between_digits) return false;
        break;
      case '\'':
      case '-':
        if (!between_letters) return false;
        break;
      default:
        if (!is_plain(token[i])) return false;
    }
  }
  return true;
}

// "(root@host):" -> "(", "root@host", "):"
struct token_parts {
  std::string_view opening, word, closing;
};

token_parts take_apart(std::string_view token) {
  const auto first = std::min(token.find_first_not_of("(\""), token.size());
  auto last = token.find_last_not_of(".,:;)\"");
  last = last == std::string_view::npos || last < first ? first : last + 1;
  // A bracket that belongs to the word stays with it.
  if (token.substr(first, last - first).contains('(') && token.substr(last).starts_with(')')) ++last;
  return {token.substr(0, first), token.substr(first, last - first), token.substr(last)};
}

std::string plain_words(std::string_view text) {
  std::string out;
  bool first = true;
  for (const auto part : text | std::views::split(' ')) {
    const std::string_view token(part.begin(), part.end());
    const auto [opening, word, closing] = take_apart(token);
    const bool joins = out.ends_with("</code>") && opening.empty();
    if (is_plain_word(word)) {
      if (!first) out += ' ';
      out.append(opening).append(word).append(closing);
    } else if (joins) {  // several in a row are one thing to copy
      out.resize(out.size() - std::string_view("</code>").size());
      out += fmt::format(" {}</code>{}", inert(word, sentence_limit), closing);
    } else {
      if (!first) out += ' ';
      out += fmt::format("{}<code>{}</code>{}", opening, inert(word, sentence_limit), closing);
    }
    first = false;
  }
  return out;
}

std::string one_line_of_a_sentence(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto open = text.find('`');
    const auto close = open == std::string_view::npos ? open : text.find('`', open + 1);
    if (close == std::string_view::npos) return out + plain_words(text);
    const auto inside = text.substr(open + 1, close - open - 1);
    const auto before = plain_words(text.substr(0, open));
    out += before + (inside.empty() ? "" : "<code>" + inert(inside, sentence_limit) + "</code>");
    text.remove_prefix(close + 1);
  }
  return out;
}

}  // namespace

std::string code(std::string_view bytes, std::size_t limit) {
  return bytes.empty() ? "" : "<code>" + inert(bytes, limit) + "</code>";
}

std::string sentence(std::string_view text) {
  std::vector<std::string> lines;
  for (const auto& line : last_lines(text, 50, sentence_limit)) lines.push_back(one_line_of_a_sentence(line));
  return join(lines, "<br>");
}

std::string fenced(const std::vector<std::string>& lines) {
  std::size_t longest = 2;
  for (const auto& line : lines) {
    std::size_t run = 0;
    for (const char letter : line) {
      run = letter == '`' ? run + 1 : 0;
      longest = std::max(longest, run);
    }
  }
  const std::string fence(longest + 1, '`');
  std::string text = fence + "text\n";
  for (const auto& line : lines) text += line + "\n";
  return text + fence + "\n";
}

std::string table_head(const std::vector<std::string>& columns) {
  std::string names = "|", marks = "|";
  for (const auto& column : columns) {
    const bool right = column.starts_with('>');
    names += fmt::format(" {} |", right ? std::string_view(column).substr(1) : std::string_view(column));
    marks += right ? "---:|" : "---|";
  }
  return names + "\n" + marks + "\n";
}

std::string table_row(const std::vector<std::string>& cells) {
  std::string row = "|";
  for (const auto& cell : cells) row += " " + cell + " |";
  return row + "\n";
}

std::string alert(std::string_view kind, const std::vector<std::string>& lines) {
  auto text = fmt::format("> [!{}]\n", kind);
  for (const auto& line : lines) text += line.empty() ? ">\n" : "> " + line + "\n";
  return text + "\n";
}

}  // namespace dropsweep
