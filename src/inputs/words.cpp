#include "inputs/words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/escape.hpp"

namespace dropsweep {

namespace {

constexpr std::string_view white = " \t\r\n\v\f";
constexpr std::size_t longest_shown = 120;

}  // namespace

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(white);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(white) - first + 1);
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = trimmed(text.substr(0, end));
    if (!line.empty() && line.front() != '#') lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::vector<std::string_view> pieces_of(std::string_view text) {
  constexpr std::string_view between = ", \t\r\n\v\f";
  std::vector<std::string_view> pieces;
  for (auto at = text.find_first_not_of(between); at != std::string_view::npos;) {
    const auto end = std::min(text.find_first_of(between, at), text.size());
    pieces.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(between, end);
  }
  return pieces;
}

bool looks_like_a_key(std::string_view text) {
  // The last is how the base64 of every OpenSSH key begins.
  return text.contains("PRIVATE KEY") || text.contains("PuTTY-User-Key-File") || text.contains("b3BlbnNzaC1rZXk");
}

std::string shown(std::string_view value) {
  // A key in the wrong input must not be read out by the message that says so.
  if (looks_like_a_key(value)) return std::string(not_shown);
  return fmt::format("\"{}\"", visible(value, longest_shown));
}

bool has_blank_or_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7f'; });
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_made_of(std::string_view text, std::string_view others) {
  return !text.empty() && std::ranges::all_of(text, [&](char c) { return is_digit(c) || is_letter(c) || others.contains(c); });
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

}  // namespace dropsweep
