// SSH's wire format (RFC 4251 5): numbers are big-endian, strings have their length before them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dropsweep {

// Reads bytes that anybody may have made: what is not there reads as empty and is remembered.
class wire_reader {
 public:
  explicit wire_reader(std::string_view bytes) : rest_(bytes) {}

  std::string_view text() { return take(number()); }
  std::uint32_t number() { return static_cast<std::uint32_t>(big_endian(take(4))); }
  std::uint64_t long_number() { return big_endian(take(8)); }
  void skip(std::size_t count) { take(count); }

  std::string_view rest() const noexcept { return rest_; }
  // Everything that was asked for was there.
  bool complete() const noexcept { return complete_; }

 private:
  std::string_view take(std::size_t count) {
    if (count > rest_.size()) {
      complete_ = false;
      rest_ = {};
      return {};
    }
    const auto taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }

  static std::uint64_t big_endian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
    return value;
  }

  std::string_view rest_;
  bool complete_ = true;
};

// The first string of it: a key blob begins with its type. "" when there is none.
inline std::string_view first_string(std::string_view bytes) { return wire_reader(bytes).text(); }

inline std::string wire_number(std::uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xff);
  return bytes;
}

inline std::string wire_text(std::string_view value) {
  return wire_number(static_cast<std::uint32_t>(value.size())).append(value);
}

}  // namespace dropsweep
