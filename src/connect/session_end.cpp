#include "connect/session.hpp"

namespace dropsweep {

namespace {

std::string reason_of(long answer, const std::string& words) {
  switch (answer) {
    case LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED:
    case LIBSSH2_ERROR_INVALID_MAC:
    case LIBSSH2_ERROR_DECRYPT:
    case LIBSSH2_ERROR_PROTO:
    case LIBSSH2_ERROR_BUFFER_TOO_SMALL:
    case LIBSSH2_ERROR_OUT_OF_BOUNDARY: return "a packet that came was damaged or made no sense";
    case LIBSSH2_ERROR_SOCKET_DISCONNECT: return "the server said goodbye";
    case LIBSSH2_ERROR_SOCKET_NONE:
    case LIBSSH2_ERROR_KEX_FAILURE:
    case LIBSSH2_ERROR_KEY_EXCHANGE_FAILURE: return "no keys could be agreed on";
    default: return words;
  }
}

// After any of these no byte of the stream can be trusted. libssh2 itself would go on reading, even after a MAC that does not
// match.
bool breaks_the_session(long answer) {
  switch (answer) {
    case LIBSSH2_ERROR_SOCKET_NONE:  // what a failed renewal of the keys gives
    case LIBSSH2_ERROR_BANNER_RECV:
    case LIBSSH2_ERROR_INVALID_MAC:
    case LIBSSH2_ERROR_KEX_FAILURE:
    case LIBSSH2_ERROR_ALLOC:
    case LIBSSH2_ERROR_SOCKET_SEND:
    case LIBSSH2_ERROR_KEY_EXCHANGE_FAILURE:
    case LIBSSH2_ERROR_HOSTKEY_INIT:
    case LIBSSH2_ERROR_HOSTKEY_SIGN:
    case LIBSSH2_ERROR_DECRYPT:
    case LIBSSH2_ERROR_SOCKET_DISCONNECT:
    case LIBSSH2_ERROR_PROTO:
    case LIBSSH2_ERROR_OUT_OF_BOUNDARY:
    case LIBSSH2_ERROR_SOCKET_RECV:
    case LIBSSH2_ERROR_ENCRYPT:
    case LIBSSH2_ERROR_BUFFER_TOO_SMALL: return true;
    default: return false;
  }
}

}  // namespace

void ssh_session::end_if_broken(long answer) noexcept {
  // Authentication hides what happened to the connection behind a refusal, apart from these words (userauth.c).
  const bool hidden = answer == LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED && last_error().starts_with("Waiting for");
  if (bytes_->ended() || !(hidden || breaks_the_session(answer))) return;
  const bool flooded = context_.memory > libssh2_context::memory_limit;
  const bool goodbye = hidden && !context_.last_words.empty();
  broken_ = flooded   ? "the server sent far more than was asked for"
            : goodbye ? reason_of(LIBSSH2_ERROR_SOCKET_DISCONNECT, {})
                      : reason_of(answer, last_error());
  bytes_->close();
}

}  // namespace dropsweep
