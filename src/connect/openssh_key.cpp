#include "connect/openssh_key.hpp"

#include "connect/digest.hpp"
#include "connect/wire_format.hpp"
#include "core/secret.hpp"

namespace dropsweep {

namespace {

constexpr std::string_view first_line = "-----BEGIN OPENSSH PRIVATE KEY-----", magic{"openssh-key-v1\0", 15};
// In base64: more than the longest names need. What follows may be the private half, hence the secrets below.
constexpr std::size_t header_most = 256;

secret first_bytes(std::string_view text) {
  std::string base64;
  base64.reserve(header_most);
  for (const char letter : text) {
    if (letter == '-' || base64.size() == header_most) break;
    if (letter > ' ') base64 += letter;
  }
  base64.resize(base64.size() / 4 * 4);
  const secret kept(std::move(base64));
  return secret(from_base64(kept.reveal()).value_or(""));
}

}  // namespace

// PROTOCOL.key: magic, cipher, name and options of the key derivation, number of keys, public key.
std::optional<openssh_header> read_openssh_header(std::string_view text) {
  if (!text.starts_with(first_line)) return std::nullopt;
  const secret bytes = first_bytes(text.substr(first_line.size()));
  if (!bytes.reveal().starts_with(magic)) return std::nullopt;
  wire_reader header(bytes.reveal().substr(magic.size()));
  openssh_header read;
  read.cipher = header.text();
  header.text();
  header.text();
  header.number();
  header.number();
  read.type = header.text();
  if (!header.complete()) return std::nullopt;
  return read;
}

}  // namespace dropsweep
