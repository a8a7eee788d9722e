#include "core/utf8.hpp"

#include <algorithm>
#include <iterator>

namespace dropsweep {

namespace {

struct range {
  unsigned char low, high;
};

// Which second byte may follow a lead byte: the narrowed rows are what rules out overlong forms (E0, F0), surrogates (ED) and
// numbers above U+10FFFF (F4). The Unicode Standard, table 3-7.
range second_byte_after(unsigned char lead) {
  switch (lead) {
    case 0xE0: return {0xA0, 0xBF};
    case 0xED: return {0x80, 0x9F};
    case 0xF0: return {0x90, 0xBF};
    case 0xF4: return {0x80, 0x8F};
    default: return {0x80, 0xBF};
  }
}

std::size_t length_after(unsigned char lead) {
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

struct points {
  char32_t first, last;
};

// Categories Cc, Cf, Zl, Zp, Zs (but U+0020), the property Default_Ignorable_Code_Point, the noncharacters, private use (shown
// differently on each machine), and two that show as nothing: the blank Braille pattern and the object replacement. The ignorable
// ones matter beyond looks: the runner finds its markers by .NET's culture-sensitive comparison, which may take ':', soft hyphen,
// ':' for "::".
constexpr points hidden[] = {
    {0x0000, 0x001F},   {0x007F, 0x00A0},   {0x00AD, 0x00AD},   {0x034F, 0x034F},    {0x0600, 0x0605},   {0x061C, 0x061C},
    {0x06DD, 0x06DD},   {0x070F, 0x070F},   {0x0890, 0x0891},   {0x08E2, 0x08E2},    {0x115F, 0x1160},   {0x1680, 0x1680},
    {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x2000, 0x200F},   {0x2028, 0x202F},    {0x205F, 0x206F},   {0x2800, 0x2800},
    {0x3000, 0x3000},   {0x3164, 0x3164},   {0xE000, 0xF8FF},   {0xFDD0, 0xFDEF},    {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},
    {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFC},   {0xFFFE, 0xFFFF},   {0x110BD, 0x110BD},  {0x110CD, 0x110CD}, {0x13430, 0x1343F},
    {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}, {0xF0000, 0x10FFFF},
};

}  // namespace

decoded decode_utf8(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {.point = lead, .bytes = 1};

  const std::size_t length = length_after(lead);
  if (length == 0) return {};
  char32_t point = lead & (0x7Fu >> length);
  auto allowed = second_byte_after(lead);
  for (std::size_t i = 1; i < length; ++i) {
    if (i == text.size() || byte(i) < allowed.low || byte(i) > allowed.high) return {.bytes = i};
    point = (point << 6) | (byte(i) & 0x3Fu);
    allowed = {0x80, 0xBF};
  }
  return {.point = point, .bytes = length};
}

bool is_hidden(char32_t point) {
  if ((point & 0xFFFE) == 0xFFFE) return true;  // the last two of every plane are no characters
  const auto* after = std::ranges::upper_bound(hidden, point, {}, &points::first);
  return after != std::begin(hidden) && point <= std::prev(after)->last;
}

}  // namespace dropsweep
