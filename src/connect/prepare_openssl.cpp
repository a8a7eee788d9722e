#include "connect/prepare_openssl.hpp"

#include <openssl/crypto.h>

#include "connect/wiping_memory.hpp"

namespace dropsweep {

void prepare_openssl() noexcept {
  // First: once anything is allocated, OpenSSL takes no other functions.
  CRYPTO_set_mem_functions([](std::size_t size, const char*, int) { return std::malloc(size); },
                           [](void* block, std::size_t size, const char*, int) { return reallocate_and_wipe(block, size); },
                           [](void* block, const char*, int) { wipe_and_free(block); });
  // OpenSSL decides once whether it reads a config, and would decide for it at its first use.
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
}

}  // namespace dropsweep
