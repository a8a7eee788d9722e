#include "connect/openssl_memory.hpp"

#include <openssl/crypto.h>

#include "connect/wiping_memory.hpp"

namespace dropsweep {

void wipe_what_openssl_frees() noexcept {
  CRYPTO_set_mem_functions([](std::size_t size, const char*, int) { return std::malloc(size); },
                           [](void* block, std::size_t size, const char*, int) { return reallocate_and_wipe(block, size); },
                           [](void* block, const char*, int) { wipe_and_free(block); });
}

}  // namespace dropsweep
