#include "core/escape.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>

namespace dropsweep {

namespace {

struct range {
  char32_t first, last;
};

// What is shown by its number and never as itself: control characters, line and paragraph separators, white space other than the plain
// space (the runner trims all of it before it looks for "::"), zero-width and bidirectional controls, the byte order mark, interlinear
// annotations, tag characters, variation selectors supplement, private use and noncharacters.
constexpr std::array hidden{
    range{0x0000, 0x001F},   range{0x007F, 0x00A0},   range{0x00AD, 0x00AD},   range{0x034F, 0x034F},     range{0x061C, 0x061C},
    range{0x115F, 0x1160},   range{0x1680, 0x1680},   range{0x17B4, 0x17B5},   range{0x180B, 0x180F},     range{0x2000, 0x200F},
    range{0x2028, 0x202F},   range{0x205F, 0x206F},   range{0x2800, 0x2800},   range{0x3000, 0x3000},     range{0x3164, 0x3164},
    range{0xD800, 0xF8FF},   range{0xFDD0, 0xFDEF},   range{0xFE00, 0xFE0F},   range{0xFEFF, 0xFEFF},     range{0xFFA0, 0xFFA0},
    range{0xFFF0, 0xFFFC},   range{0xFFFE, 0xFFFF},   range{0x110BD, 0x110BD}, range{0x110CD, 0x110CD},   range{0x13430, 0x1345F},
    range{0x1BCA0, 0x1BCA3}, range{0x1D173, 0x1D17A}, range{0xE0000, 0x10FFFF}};

bool is_hidden(char32_t point) {
  for (const auto& [first, last] : hidden) {
    if (point < first) return false;
    if (point <= last) return true;
  }
  return false;
}

constexpr char32_t replacement = 0xFFFD;

// Takes one character off the front; an ill-formed sequence (overlong, surrogate, too large, cut) is U+FFFD for each of its bytes.
char32_t take_character(std::string_view& bytes) {
  const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
  const auto lead = at(0);
  std::size_t length = 1;
  char32_t point = lead, least = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2, point = lead & 0x1F, least = 0x80;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3, point = lead & 0x0F, least = 0x800;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4, point = lead & 0x07, least = 0x10000;
  } else if (lead >= 0x80) {
    bytes.remove_prefix(1);
    return replacement;
  }
  bool well_formed = bytes.size() >= length;
  for (std::size_t i = 1; well_formed && i < length; ++i) {
    well_formed = (at(i) & 0xC0) == 0x80;
    point = (point << 6) | (at(i) & 0x3F);
  }
  if (!well_formed || point < least || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) {
    bytes.remove_prefix(1);
    return replacement;
  }
  bytes.remove_prefix(length);
  return point;
}

std::string show(char32_t point, std::string_view as_it_came) {
  switch (point) {
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    case replacement: return "\xEF\xBF\xBD";
    default: break;
  }
  if (!is_hidden(point)) return std::string(as_it_came);
  const auto number = static_cast<std::uint32_t>(point);
  if (number <= 0xFF) return fmt::format("\\x{:02x}", number);
  return number <= 0xFFFF ? fmt::format("\\u{:04x}", number) : fmt::format("\\U{:06x}", number);
}

}  // namespace

std::string visible(std::string_view bytes, std::size_t limit) {
  std::string text;
  while (!bytes.empty()) {
    const auto before = bytes;
    const auto point = take_character(bytes);
    auto shown = show(point, before.substr(0, before.size() - bytes.size()));
    // Looked at in what was written so far, so that no sequence can come together from parts.
    if (shown == "[" && text.ends_with("##")) shown = "\\[";
    if (shown == ":" && text.find_first_not_of(' ') == text.size() - 1 && text.ends_with(":")) {
      text.insert(text.size() - 1, "\\");
    }
    if (text.size() + shown.size() > limit) {
      return fmt::format("{}…(+{} bytes)", text, before.size());
    }
    text += shown;
  }
  return text;
}

std::string html(std::string_view bytes, std::size_t limit) {
  std::string text;
  for (const char letter : visible(bytes, limit)) {
    const bool plain = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                       letter == ' ' || static_cast<std::uint8_t>(letter) >= 0x80;
    if (plain) {
      text += letter;
    } else {
      text += fmt::format("&#{};", static_cast<int>(letter));
    }
  }
  return text;
}

std::string command_data(std::string_view text) {
  std::string escaped;
  for (const char letter : text) {
    switch (letter) {
      case '%': escaped += "%25"; break;
      case '\r': escaped += "%0D"; break;
      case '\n': escaped += "%0A"; break;
      default: escaped += letter;
    }
  }
  return escaped;
}

std::string command_property(std::string_view text) {
  std::string escaped;
  for (const char letter : command_data(text)) {
    switch (letter) {
      case ':': escaped += "%3A"; break;
      case ',': escaped += "%2C"; break;
      default: escaped += letter;
    }
  }
  return escaped;
}

}  // namespace dropsweep
