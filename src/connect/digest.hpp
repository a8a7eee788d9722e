// Base64, and digests: SHA-256 for fingerprints and for files, HMAC-SHA1 for hashed known_hosts names.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dropsweep {

std::string to_base64(std::string_view bytes);
// nullopt when it is not strict, padded base64.
std::optional<std::string> from_base64(std::string_view text);

// "SHA256:" and 43 characters, as ssh-keygen prints it.
std::string fingerprint(std::string_view key_blob);

std::string sha256_hex(std::string_view data);  // as sha256sum prints it

std::string hmac_sha1(std::string_view key, std::string_view data);

}  // namespace dropsweep
