// The private key as text: looked at before anything is contacted, so that a key that cannot work is an error of the inputs and
// not one of the network.
#pragma once

#include "connect/certificate.hpp"
#include "connect/credentials.hpp"
#include "core/error.hpp"

namespace dropsweep {

// What can be said aloud about a private key.
struct key_facts {
  std::string type;         // "ssh-ed25519"
  std::string public_text;  // "ssh-ed25519 AAAA...", the line for authorized_keys
  std::string fingerprint;  // "SHA256:..."
  std::optional<dropsweep::certificate> certificate;
};

enum class key_text { empty, not_a_key, public_key, putty, ssh2, plain, encrypted };

// What kind of text this is, by its header alone. Pure; fuzzed.
key_text look_at_key(std::string_view text);

// The text as the libraries want it: LF line ends, no blanks around it, a last newline. (Copied secrets arrive with CRLF or cut
// off.)
secret normalised_key(const secret& text);

// Opens the key with the passphrase, exactly as it will be opened for signing, and looks at the certificate if there is one.
// Errors have code inputs and never show key material.
result<key_facts> inspect_private_key(const credentials& given);

// The same for whatever was given; nothing when there is no key.
result<std::optional<key_facts>> inspect_credentials(const credentials& given);

}  // namespace dropsweep
