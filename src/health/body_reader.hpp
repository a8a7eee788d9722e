// Looks through a body as it passes: keeps its first bytes and finds a text, in memory that does not grow with the body.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dropsweep {

class body_reader {
 public:
  // No needle: only the excerpt is wanted.
  explicit body_reader(std::optional<std::string> needle);

  void take(std::string_view piece);

  bool found() const noexcept { return found_; }
  // More bytes would change nothing: the text was found, the excerpt is full, or the limit is reached.
  bool satisfied() const noexcept;
  std::size_t seen() const noexcept { return seen_; }
  const std::string& excerpt() const noexcept { return excerpt_; }

 private:
  std::optional<std::string> needle_;
  std::string tail_;  // the end of what passed, shorter than the needle: a text may lie across two pieces
  std::string excerpt_;
  std::size_t seen_ = 0;
  bool found_ = false;
};

}  // namespace dropsweep
