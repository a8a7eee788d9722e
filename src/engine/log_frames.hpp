// A container's log as the engine sends it: without a terminal, stdout and stderr come as frames with a header of 8 bytes each.
#pragma once

#include <string>
#include <string_view>

namespace dropsweep {

// The text of all frames in order, and of the last one as far as it goes. Bytes that do not look like frames are text already.
std::string without_frames(std::string_view log);

// The same while the bytes come, in pieces of any size: keeps the end of the text, at least the last `most` bytes of it.
class frame_reader {
 public:
  explicit frame_reader(std::size_t most) : most_(most) {}

  void take(std::string_view bytes);
  const std::string& text() const noexcept { return text_; }

 private:
  std::size_t most_;
  std::string header_;
  std::size_t left_ = 0;  // of the frame that is being read
  std::string text_;
};

// The end of `text`, at most `most` bytes, starting with a whole line where there is one.
std::string last_lines(std::string text, std::size_t most);

}  // namespace dropsweep
