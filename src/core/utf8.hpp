// UTF-8 as an attacker may write it: one step at a time, nothing trusted.
#pragma once

#include <cstddef>
#include <string_view>

namespace dropsweep {

inline constexpr char32_t replacement_character = U'\uFFFD';

struct decoded {
  char32_t point = replacement_character;  // also for invalid bytes: no caller ever sees a surrogate or more than U+10FFFF
  std::size_t bytes = 1;                   // how many bytes it took; of invalid ones the longest start of a valid character
};

// The character that `text` begins with; `text` is not empty. Overlong forms, surrogates, numbers above U+10FFFF, lone
// continuation bytes and truncated characters are invalid.
decoded decode_utf8(std::string_view text);

// Whether a character hides: controls, format characters (bidi, zero-width, tags, variation selectors), any white space or
// line break but the plain space, and code points that never are characters.
bool is_hidden(char32_t point);

}  // namespace dropsweep
