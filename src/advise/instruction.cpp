#include "advise/instruction.hpp"

#include <algorithm>
#include <optional>

namespace dropsweep {

namespace {

constexpr std::string_view keywords[]{"RUN",         "COPY",    "ADD",        "ENV",     "ARG",       "CMD",
                                      "ENTRYPOINT",  "WORKDIR", "LABEL",      "EXPOSE",  "USER",      "VOLUME",
                                      "HEALTHCHECK", "SHELL",   "STOPSIGNAL", "ONBUILD", "MAINTAINER"};
constexpr std::string_view shells[]{"/bin/sh ", "/bin/bash ", "/bin/ash ", "/usr/bin/bash "};

void drop_blanks(std::string_view& text) { text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size())); }

std::optional<std::string_view> take_shell(std::string_view text) {
  for (const auto shell : shells) {
    if (!text.starts_with(shell)) continue;
    // "/bin/bash -o pipefail -c ..."
    const auto end = text.substr(0, 60).find(" -c ");
    if (end != text.npos) return text.substr(end + 4);
  }
  return std::nullopt;
}

// "|2 TOKEN=x NAME=y /bin/sh -c ..." is how build arguments stand in front of a command; without a shell nobody knows where they
// end.
std::string_view without_arguments(std::string_view text) {
  if (!text.starts_with('|')) return text;
  auto at = text.npos;
  for (const auto shell : shells) {
    for (auto next = text.find(shell); next != text.npos; next = text.find(shell, next + 1)) {
      if (next > 0 && text[next - 1] == ' ') {
        at = std::min(at, next);
        break;
      }
    }
  }
  return at == text.npos ? std::string_view() : text.substr(at);
}

class shell_reader {
 public:
  explicit shell_reader(std::string_view text) : rest_(text) {}

  std::vector<instruction_command> read() {
    while (!rest_.empty()) step();
    end_command(";");
    return std::move(all_);
  }

 private:
  void step() {
    const char c = rest_.front();
    if (rest_.starts_with("\\\n")) return rest_.remove_prefix(2);
    if (c == ' ' || c == '\t' || c == '\r') return rest_.remove_prefix(1);
    if (c == '#') return rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size()));
    for (const std::string_view mark : {"&&", "||", ";", "|", "&", "\n", "(", ")"}) {
      if (!rest_.starts_with(mark)) continue;
      end_command(mark == "\n" || mark == "(" || mark == ")" ? std::string_view(";") : mark);
      return rest_.remove_prefix(mark.size());
    }
    take_one_word();
  }

  void take_one_word() {
    instruction_word word;
    std::size_t end = 0;
    while (end < rest_.size() && !std::string_view(" \t\r\n;&|()").contains(rest_[end])) {
      const char c = rest_[end];
      if (std::string_view("'\"`\\$*?[]{}<>!~").contains(c)) word.plain = false;
      end = c == '\'' || c == '"' || c == '`' ? end_of_quote(end) : end + (c == '\\' ? 2 : 1);
    }
    end = std::min(end, rest_.size());
    word.text = rest_.substr(0, end);
    rest_.remove_prefix(end);
    if (after_redirection_) word.plain = false;
    after_redirection_ = word.text.ends_with('<') || word.text.ends_with('>');
    // What follows is a text of many lines, and not for the shell.
    if (word.text.contains("<<")) rest_ = {};
    words_.push_back(word);
  }

  std::size_t end_of_quote(std::size_t at) const {
    const char quote = rest_[at];
    for (++at; at < rest_.size(); ++at) {
      if (rest_[at] == quote) return at + 1;
      if (rest_[at] == '\\' && quote != '\'') ++at;
    }
    return rest_.size();  // it never ends: neither does the word
  }

  void end_command(std::string_view mark) {
    after_redirection_ = false;
    if (!words_.empty()) {
      all_.push_back({before_, std::move(words_)});
      words_.clear();
      before_ = mark;
    }
  }

  std::string_view rest_, before_;
  std::vector<instruction_word> words_;
  std::vector<instruction_command> all_;
  bool after_redirection_ = false;
};

}  // namespace

instruction read_instruction(std::string_view made_by) {
  instruction found;
  auto text = made_by;
  const auto classic = take_shell(text);
  if (classic) text = *classic;
  drop_blanks(text);
  constexpr std::string_view no_layer = "#(nop)";
  const bool is_command = classic && !text.starts_with(no_layer);
  if (text.starts_with(no_layer)) text.remove_prefix(no_layer.size());
  drop_blanks(text);
  for (const auto keyword : keywords) {
    if (is_command || !text.starts_with(keyword) || !text.substr(keyword.size()).starts_with(' ')) continue;
    found.keyword = keyword;
    text.remove_prefix(keyword.size() + 1);
  }
  if (is_command || (found.keyword.empty() && text.starts_with('|'))) found.keyword = "RUN";
  if (found.keyword == "RUN") {
    text = without_arguments(text);
    text = take_shell(text).value_or(text);
  }
  found.commands = shell_reader(text).read();
  return found;
}

std::size_t program_place(const instruction_command& of) {
  constexpr std::string_view before[]{"if", "then", "else", "elif", "do",   "while",    "until",
                                      "!",  "{",    "time", "exec", "sudo", "eatmydata"};
  std::size_t at = 0;
  while (at < of.words.size() && (std::ranges::contains(before, of.words[at].text) || of.words[at].text.contains('='))) ++at;
  return at;
}

}  // namespace dropsweep
