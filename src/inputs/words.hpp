// The small change of reading inputs: lines, trimming, and values as they may be shown in a message.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace dropsweep {

// What a parser answers: the value, or the rest of the sentence that begins with "input NAME: ".
template <class T>
using parsed = std::expected<T, std::string>;

// Without the white space around it: blanks, tabs, and the CR and LF that YAML blocks and Windows leave behind.
std::string_view trimmed(std::string_view text);

// A list as workflows write it: one per line, trimmed; blank lines and those that begin with # are dropped. Views into `text`.
std::vector<std::string_view> lines_of(std::string_view text);

// The pieces between commas, white space or line ends; empty ones are dropped. Views into `text`.
std::vector<std::string_view> pieces_of(std::string_view text);

// A value as a message shows it: in quotes, escaped, cut. What looks like key material is never shown, whatever input it was put
// into.
std::string shown(std::string_view value);

bool looks_like_a_key(std::string_view text);  // a private key, or the start of one

inline constexpr std::string_view not_shown = "(not shown)";

// Whether any character of it is a control character or white space.
bool has_blank_or_control(std::string_view text);

bool is_digit(char c);
bool is_letter(char c);

// Whether it is not empty and has only letters, digits and the characters of `others`.
bool is_made_of(std::string_view text, std::string_view others);

std::string lower_case(std::string_view text);  // ASCII alone

}  // namespace dropsweep
