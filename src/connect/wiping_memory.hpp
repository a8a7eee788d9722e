// malloc's blocks, wiped before they are given back.
#pragma once

#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace dropsweep {

inline void wipe_and_free(void* block) noexcept {
  if (block != nullptr) ::explicit_bzero(block, ::malloc_usable_size(block));
  std::free(block);
}

// What realloc does, but for what it leaves behind where the block used to be.
inline void* reallocate_and_wipe(void* block, std::size_t size) noexcept {
  if (size == 0) {
    wipe_and_free(block);
    return nullptr;
  }
  void* const moved = std::malloc(size);
  if (moved == nullptr || block == nullptr) return moved;
  std::memcpy(moved, block, std::min(::malloc_usable_size(block), size));
  wipe_and_free(block);
  return moved;
}

}  // namespace dropsweep
