#include "engine/log_frames.hpp"

#include <algorithm>
#include <cstdint>

namespace dropsweep {

namespace {

constexpr std::size_t header_size = 8;

// 0 to 2 for the stream, three zeros, then the length, most significant byte first.
bool starts_with_header(std::string_view bytes) {
  return bytes.size() >= header_size && static_cast<unsigned char>(bytes[0]) <= 2 &&
         bytes.substr(1, 3) == std::string_view("\0\0\0", 3);
}

std::size_t length_in(std::string_view header) {
  std::uint32_t length = 0;
  for (std::size_t i = 4; i < header_size; ++i) length = (length << 8) | static_cast<unsigned char>(header[i]);
  return length;
}

}  // namespace

std::string without_frames(std::string_view log) {
  if (!starts_with_header(log)) return std::string(log);
  std::string text;
  while (starts_with_header(log)) {
    const auto length = length_in(log);
    log.remove_prefix(header_size);
    text += log.substr(0, length);
    log.remove_prefix(std::min(length, log.size()));
  }
  return text;
}

void frame_reader::take(std::string_view bytes) {
  while (!bytes.empty()) {
    if (left_ == 0) {
      const auto missing = std::min(header_size - header_.size(), bytes.size());
      header_ += bytes.substr(0, missing);
      bytes.remove_prefix(missing);
      if (header_.size() < header_size) return;
      left_ = length_in(header_);
      header_.clear();
      continue;
    }
    const auto piece = bytes.substr(0, left_);
    text_ += piece;
    left_ -= piece.size();
    bytes.remove_prefix(piece.size());
    if (text_.size() > 2 * most_) text_.erase(0, text_.size() - most_);
  }
}

std::string last_lines(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  text.erase(0, text.size() - most);
  if (const auto end = text.find('\n'); end != std::string::npos && end + 1 < text.size()) text.erase(0, end + 1);
  return text;
}

}  // namespace dropsweep
