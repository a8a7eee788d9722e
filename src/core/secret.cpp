#include "core/secret.hpp"

#include <cstring>

namespace dropsweep {

void wipe(std::string& text) noexcept {
  text.resize(text.capacity());  // within capacity it cannot throw
  ::explicit_bzero(text.data(), text.size());
  text.clear();
}

}  // namespace dropsweep
