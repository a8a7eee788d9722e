// SSH signatures, checked with OpenSSL.
#pragma once

#include <string_view>

namespace dropsweep {

// Whether `signature` (SSH's wire format: algorithm, bytes) of `text` was made with the key of `key_blob`: ed25519, ECDSA with
// the three curves of NIST, RSA with SHA-2. Anything else, SHA-1 included, is no.
bool is_signed_by(std::string_view key_blob, std::string_view text, std::string_view signature);

}  // namespace dropsweep
