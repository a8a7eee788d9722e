// Words of the small files that runs leave on a host for the next one: one object a line, one blank between words.
#pragma once

#include <string>

#include "core/time.hpp"
#include "survey/text_words.hpp"

namespace dropsweep {

// One word of a line: no blank, no control character, nothing but ASCII; as are all names that engines allow.
inline bool is_state_word(std::string_view text) {
  return !text.empty() && text.size() <= 300 && std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
}

// Milliseconds since 1970; "-" is unknown.
inline std::string moment_word(const std::optional<instant>& moment) {
  return moment ? std::to_string(moment->time_since_epoch().count()) : "-";
}

// False: it is no moment.
inline bool read_moment(std::string_view text, std::optional<instant>& into) {
  into.reset();
  if (text == "-") return true;
  constexpr std::int64_t year_9999 = 253'402'300'799'000;
  const auto number = to_number<std::int64_t>(text);
  if (!number || *number > year_9999) return false;
  into = instant(span(*number));
  return true;
}

}  // namespace dropsweep
