// libssh2 as we set it up: initialised once, with an allocator that counts and wipes.
#pragma once

#include <libssh2.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace dropsweep {

class wire;

// What every callback of one session gets to see. It must outlive the session.
struct libssh2_context {
  wire* bytes = nullptr;
  std::string_view password;  // what keyboard-interactive questions are answered with
  std::string last_words;     // of a server that disconnected; theirs
  // What this session's allocations hold now. libssh2 queues whatever packets a server sends until somebody asks for them,
  // without a limit of its own: above `memory_limit` (many times what windows of 2 MiB can explain) the wire cuts the line.
  std::size_t memory = 0;
  static constexpr std::size_t memory_limit = 128u << 20;
  // Bytes that every new block has beyond what was asked for.
  std::size_t slack = 0;
};

// While an RSA key authenticates: libssh2 1.11.1 copies each name of the server's list of signature algorithms that it knows, as
// often as it is there, into a block that holds each name once (userauth.c, _libssh2_key_sign_algorithm; mended upstream in
// ba2a7ff9, April 2026). asyncssh's list alone has repetitions enough to spoil the heap. No list is longer than a packet, and so
// is this room.
class room_for_repetitions {
 public:
  explicit room_for_repetitions(libssh2_context& context) : context_(context) { context_.slack = longest_packet; }
  room_for_repetitions(const room_for_repetitions&) = delete;
  room_for_repetitions& operator=(const room_for_repetitions&) = delete;
  ~room_for_repetitions() { context_.slack = 0; }

 private:
  static constexpr std::size_t longest_packet = 40'000;  // LIBSSH2_PACKET_MAXPAYLOAD
  libssh2_context& context_;
};

// For what callbacks hand over to libssh2 (signatures, answers). Every block is wiped before it is freed: some held keys and
// passphrases.
void* allocate_for_libssh2(std::size_t size, libssh2_context& context) noexcept;

// A session with that allocator, in non-blocking mode, not connected to anything. Throws bad_alloc.
LIBSSH2_SESSION* new_libssh2_session(libssh2_context& context);

}  // namespace dropsweep
