#include "connect/digest.hpp"
#include "connect/library.hpp"
#include "connect/private_key.hpp"

namespace dropsweep {

namespace {

error unusable(std::string seen, std::string advice) {
  return {exit_code::inputs, "private key", std::move(seen), {}, std::move(advice)};
}

const char* const which_key = "Give the whole file, from its -----BEGIN to its -----END line.";

error cannot_open(key_text kind, const secret& passphrase) {
  switch (kind) {
    case key_text::empty: return unusable("The input ssh-key has nothing but white space.", which_key);
    case key_text::public_key:
      return unusable("The input ssh-key is a public key, not a private one.", "Give the file without .pub at its end.");
    case key_text::putty:
      return unusable("The input ssh-key is in PuTTY's format.", "Convert it: puttygen key.ppk -O private-openssh -o key");
    case key_text::encrypted:
      if (passphrase.empty())
        return unusable("The private key is encrypted and there is no passphrase for it.", "Give ssh-key-passphrase.");
      return unusable("The passphrase does not open the private key.", "Check ssh-key-passphrase with: ssh-keygen -y -f FILE");
    case key_text::not_a_key:
    case key_text::plain: break;
  }
  return unusable("The input ssh-key is not a private key that can be read (ed25519, ECDSA or RSA; OpenSSH, PEM or PKCS#8).",
                  which_key);
}

// A rehearsal of the authentication: libssh2 opens the key and forms the first request, which goes no further than here. Nothing
// is encrypted before a key exchange, so the request shows the public half: type (1), user, service, method, flag (1), algorithm,
// key blob.
struct rehearsal : libssh2_context {
  std::string packet;
};

ssize_t keep_packet(libssh2_socket_t, const void* data, size_t size, int, void** abstract) {
  auto& kept = static_cast<rehearsal&>(*static_cast<libssh2_context*>(*abstract));
  kept.packet.assign(static_cast<const char*>(data), size);
  return -EPIPE;
}

std::string rehearse(const secret& key, const secret& passphrase) {
  rehearsal kept;
  LIBSSH2_SESSION* const session = new_libssh2_session(kept);
  libssh2_session_callback_set2(session, LIBSSH2_CALLBACK_SEND, reinterpret_cast<libssh2_cb_generic*>(&keep_packet));
  // Never a null passphrase: OpenSSL would ask for one on the terminal.
  libssh2_userauth_publickey_frommemory(session, "", 0, nullptr, 0, key.reveal().data(), key.reveal().size(),
                                        passphrase.reveal().data());
  libssh2_session_free(session);

  std::string_view rest = kept.packet;
  constexpr std::size_t user_at = 4 + 1 + 1;
  if (rest.size() < user_at) return {};
  rest.remove_prefix(user_at);
  const auto skip_string = [&rest] { rest.remove_prefix(std::min(rest.size(), 4 + first_string(rest).size())); };
  skip_string();  // user
  skip_string();  // service
  skip_string();  // method
  rest.remove_prefix(std::min<std::size_t>(rest.size(), 1));
  skip_string();  // algorithm
  return std::string(first_string(rest));
}

}  // namespace

result<key_facts> inspect_private_key(const credentials& given) {
  const key_text kind = look_at_key(given.private_key.reveal());
  if (kind != key_text::plain && kind != key_text::encrypted) return std::unexpected(cannot_open(kind, given.passphrase));
  if (!given.certificate.empty() && !is_certificate(given.certificate))
    return std::unexpected(unusable("The input ssh-certificate is not an SSH certificate.",
                                    "Give the whole line of the file that ends in -cert.pub."));
  const std::string blob = rehearse(normalised_key(given.private_key), given.passphrase);
  if (blob.empty()) return std::unexpected(cannot_open(kind, given.passphrase));
  const std::string type(first_string(blob));
  return key_facts{type, type + ' ' + to_base64(blob), fingerprint(blob)};
}

result<void> check_private_key(const credentials& given) {
  if (given.private_key.empty()) return {};
  auto facts = inspect_private_key(given);
  if (!facts) return std::unexpected(std::move(facts.error()));
  return {};
}

}  // namespace dropsweep
