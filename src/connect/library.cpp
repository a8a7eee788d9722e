#include "connect/library.hpp"

#include <new>

#include "connect/wiping_memory.hpp"

namespace dropsweep {

namespace {

libssh2_context& context_of(void** abstract) { return *static_cast<libssh2_context*>(*abstract); }

void* allocate(std::size_t size, void** abstract) { return allocate_for_libssh2(size, context_of(abstract)); }

void release(void* block, void** abstract) {
  if (block == nullptr) return;
  libssh2_context& context = context_of(abstract);
  context.memory -= std::min(::malloc_usable_size(block), context.memory);
  // The last block of a session is the session itself, with `abstract` inside: not to be used from here on.
  wipe_and_free(block);
}

void* reallocate(void* block, std::size_t size, void** abstract) {
  void* const moved = allocate(size, abstract);
  if (moved != nullptr && block != nullptr) {
    std::memcpy(moved, block, std::min(::malloc_usable_size(block), size));
    release(block, abstract);
  }
  return moved;
}

}  // namespace

// Blocks must be malloc's own, without a header of ours: libssh2 1.11.1 frees some of them past the allocator that it was given
// (the public point of an ECDSA key: openssl.c, gen_publickey_from_ec_evp).
void* allocate_for_libssh2(std::size_t size, libssh2_context& context) noexcept {
  void* const block = std::malloc(size + context.slack);
  if (block != nullptr) context.memory += ::malloc_usable_size(block);
  return block;
}

LIBSSH2_SESSION* new_libssh2_session(libssh2_context& context) {
  [[maybe_unused]] static const int once = libssh2_init(0);
  LIBSSH2_SESSION* const session = libssh2_session_init_ex(allocate, release, reallocate, &context);
  if (session == nullptr) throw std::bad_alloc();
  libssh2_session_set_blocking(session, 0);
  return session;
}

}  // namespace dropsweep
