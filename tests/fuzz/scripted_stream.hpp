// The other side of a conversation, written down beforehand: all that it will ever say, in pieces of so many bytes, and how it
// ends.
#pragma once

#include <charconv>
#include <utility>

#include "fakes/memory_stream.hpp"
#include "fuzz/promise.hpp"
#include "unit/net/run.hpp"

namespace dropsweep::fuzz {

struct script {
  std::string says;
  std::size_t piece = 1u << 16;
  boost::system::error_code ends = asio::error::eof;
};

inline std::shared_ptr<testing::far_end> far_end_of(const script& text) {
  auto far = std::make_shared<testing::far_end>();
  far->saying = text.says;
  far->piece = text.piece;
  far->ends = text.ends;
  return far;
}

// "7", at least 1.
inline std::size_t number_in(std::string_view text, std::size_t otherwise) {
  std::size_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number > 0 ? number : otherwise;
}

}  // namespace dropsweep::fuzz
