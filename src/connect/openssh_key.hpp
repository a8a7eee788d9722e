// The part of an OpenSSH private key that is never encrypted.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dropsweep {

struct openssh_header {
  std::string cipher;  // "none" when it is not encrypted
  std::string type;    // "ssh-ed25519"
};

// nullopt when the text is no OpenSSH private key, or is cut off before its type.
std::optional<openssh_header> read_openssh_header(std::string_view text);

}  // namespace dropsweep
