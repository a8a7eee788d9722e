#include "core/secret.hpp"

#include <array>
#include <cstring>

namespace dropsweep {

void wipe(std::string& text) noexcept {
  text.resize(text.capacity());  // within capacity it cannot throw
  ::explicit_bzero(text.data(), text.size());
  text.clear();
}

[[gnu::noinline]] void wipe_stack() noexcept {
  std::array<char, 128 * 1024> below;  // several times as deep as opening a key was seen to go
  ::explicit_bzero(below.data(), below.size());
}

}  // namespace dropsweep
