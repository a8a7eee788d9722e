// Base64, and the two digests that SSH's text formats use: SHA-256 for fingerprints, HMAC-SHA1 for hashed known_hosts names. The
// first also tells whether a file is the same one on both sides.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dropsweep {

std::string to_base64(std::string_view bytes);
// nullopt when it is not strict, padded base64.
std::optional<std::string> from_base64(std::string_view text);

// "SHA256:" and 43 characters, as ssh-keygen prints it.
std::string key_fingerprint(std::string_view key_blob);

std::string sha256_hex(std::string_view bytes);  // as sha256sum prints it

std::string hmac_sha1(std::string_view key, std::string_view data);

}  // namespace dropsweep
