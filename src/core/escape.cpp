// Tested by tests/unit/core/test_escape.cpp, attack by attack.
//
// Each character of the input becomes one unit of output: itself, or a visible escape. Nothing is ever left out, so that no two
// characters can meet that stood apart. Units are never cut, and what a runner could take for one of its markers is broken by a
// backslash while the text is put together. The backslash itself stays as it is, which keeps the whole idempotent.
#include "core/escape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "core/utf8.hpp"

namespace dropsweep {

namespace {

void append_utf8(std::string& text, char32_t point) {
  const auto byte = [&](char32_t bits) { text += static_cast<char>(static_cast<unsigned char>(bits)); };
  if (point < 0x80) return byte(point);
  if (point < 0x800) {
    byte(0xC0 | (point >> 6));
  } else {
    if (point < 0x10000) {
      byte(0xE0 | (point >> 12));
    } else {
      byte(0xF0 | (point >> 18));
      byte(0x80 | ((point >> 12) & 0x3F));
    }
    byte(0x80 | ((point >> 6) & 0x3F));
  }
  byte(0x80 | (point & 0x3F));
}

void append_escape(std::string& text, char32_t point) {
  const auto number = static_cast<std::uint32_t>(point);
  if (point == U'\n') {
    text += "\\n";
  } else if (point == U'\r') {
    text += "\\r";
  } else if (point == U'\t') {
    text += "\\t";
  } else if (number < 0x100) {
    fmt::format_to(std::back_inserter(text), "\\x{:02x}", number);
  } else if (number < 0x10000) {
    fmt::format_to(std::back_inserter(text), "\\u{:04x}", number);
  } else {
    fmt::format_to(std::back_inserter(text), "\\U{:08x}", number);
  }
}

// Sees to it that no marker of the runner comes to be in the text. Characters beyond ASCII are looked through: which of them a
// comparison by culture ignores depends on the machine's ICU.
class marker_breaker {
 public:
  bool breaks_before(char32_t point) {
    if (point > 0x7F) return false;
    const bool breaks = point == U'[' && (hashes_ >= 2 || (hashes_ == 1 && only_hash_));
    only_hash_ = point == U'#' && nothing_yet_;
    nothing_yet_ = false;
    hashes_ = point == U'#' && !breaks ? hashes_ + 1 : 0;
    return breaks;
  }
  // "##" at the end would be completed by a '[' of whatever is printed next.
  bool ends_open() const { return hashes_ >= 2; }

 private:
  int hashes_ = 0;
  bool nothing_yet_ = true;
  bool only_hash_ = false;  // the text began with this one '#': another may stand before it
};

// The runner trims white space before it looks for "::". A colon that leads and is followed by another, by something beyond ASCII
// (looked through, as above) or by nothing (the next text printed may bring the second one).
bool leads_a_command(std::string_view rest) {
  return rest.front() == ':' && (rest.size() == 1 || rest[1] == ':' || static_cast<unsigned char>(rest[1]) > 0x7F);
}

}  // namespace

std::string visible(std::string_view bytes, std::size_t limit) {
  std::string shown;
  shown.reserve(std::min(bytes.size(), limit) + 16);
  marker_breaker markers;
  std::size_t last_hash = 0;
  bool leading = true;  // nothing of ASCII but spaces so far

  for (std::size_t at = 0; at < bytes.size();) {
    const auto rest = bytes.substr(at);
    const auto [point, length] = decode_utf8(rest);
    const std::size_t before = shown.size();
    const bool hidden = is_hidden(point);
    // An escape begins with a backslash, which is what the marker breaker has to know of it.
    if (markers.breaks_before(hidden ? U'\\' : point) || (leading && leads_a_command(rest))) shown += '\\';
    if (hidden) {
      append_escape(shown, point);
    } else {
      append_utf8(shown, point);
    }
    if (shown.size() > limit) {
      shown.resize(before);
      return shown + fmt::format("…(+{} bytes)", bytes.size() - at);
    }
    leading = leading && (point == U' ' || (point > 0x7F && !hidden));
    if (point == U'#') last_hash = before;
    at += length;
  }
  if (markers.ends_open()) shown.insert(last_hash, 1, '\\');
  return shown;
}

std::string html(std::string_view bytes, std::size_t limit) {
  std::string safe;
  for (const char c : visible(bytes, limit)) {
    const bool harmless = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' ||
                          static_cast<unsigned char>(c) > 0x7F;
    if (harmless) {
      safe += c;
    } else {
      fmt::format_to(std::back_inserter(safe), "&#{};", static_cast<int>(c));
    }
  }
  return safe;
}

std::string command_data(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '%': escaped += "%25"; break;
      case '\r': escaped += "%0D"; break;
      case '\n': escaped += "%0A"; break;
      default: escaped += c;
    }
  }
  return escaped;
}

std::string command_property(std::string_view text) {
  std::string escaped;
  for (const char c : command_data(text)) {
    switch (c) {
      case ':': escaped += "%3A"; break;
      case ',': escaped += "%2C"; break;
      default: escaped += c;
    }
  }
  return escaped;
}

}  // namespace dropsweep
