// Text that is taken apart from its front.
#pragma once

#include <algorithm>
#include <string_view>

namespace dropsweep {

// What stands before the first `mark`, which goes with it; all of it when there is none.
inline std::string_view take_until(std::string_view& text, char mark) {
  const auto end = std::min(text.find(mark), text.size());
  const auto taken = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return taken;
}

}  // namespace dropsweep
