#include "core/secret.hpp"

namespace dropsweep {

void secret::wipe() noexcept {
  // The short-string buffer and spare capacity included; resize within capacity cannot throw.
  value_.resize(value_.capacity());
  volatile char* byte = value_.data();
  for (std::size_t i = 0; i < value_.size(); ++i) byte[i] = 0;
  value_.clear();
}

}  // namespace dropsweep
