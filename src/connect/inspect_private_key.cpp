#include "connect/digest.hpp"
#include "connect/library.hpp"
#include "connect/private_key.hpp"
#include "connect/unusable_key.hpp"
#include "connect/wire_format.hpp"

namespace dropsweep {

namespace {

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

  wire_reader request(kept.packet);
  request.skip(4 + 1 + 1);
  request.text();  // user
  request.text();  // service
  request.text();  // method
  request.skip(1);
  request.text();  // algorithm
  return std::string(request.text());
}

error wrong_certificate(std::string seen, std::string advice) {
  return {exit_code::inputs, "certificate", std::move(seen), {}, std::move(advice)};
}

result<certificate> inspect_certificate(const std::string& text, const std::string& key_blob) {
  const std::string which = "Give the line of the file beside the key that ends in -cert.pub.";
  auto read = read_certificate_line(text);
  if (!read) return std::unexpected(wrong_certificate("The input ssh-certificate is not an SSH certificate.", which));
  if (read->of != certificate::purpose::user)
    return std::unexpected(wrong_certificate("The input ssh-certificate is a host's certificate, not a user's.", which));
  if (read->key_blob != key_blob)
    return std::unexpected(
        wrong_certificate(fmt::format("The input ssh-certificate belongs to the key {}, and the private key is {}.",
                                      key_fingerprint(read->key_blob), key_fingerprint(key_blob)),
                          which));
  return std::move(*read);
}

}  // namespace

result<key_facts> inspect_private_key(const credentials& given) {
  if (auto refusal = refuse_unusable_key(given)) return std::unexpected(std::move(*refusal));
  const std::string blob = rehearse(normalised_key(given.private_key), given.passphrase);
  if (blob.empty()) return std::unexpected(cannot_open_key(given));
  const std::string type(first_string(blob));
  key_facts facts{type, type + ' ' + to_base64(blob), key_fingerprint(blob), {}};
  if (!given.certificate.empty()) {
    auto read = inspect_certificate(given.certificate, blob);
    if (!read) return std::unexpected(std::move(read.error()));
    facts.certificate = std::move(*read);
  }
  return facts;
}

result<std::optional<key_facts>> inspect_credentials(const credentials& given) {
  if (given.private_key.empty() && given.certificate.empty()) return std::nullopt;
  if (given.private_key.empty())
    return std::unexpected(wrong_certificate("There is an ssh-certificate and no private key that it belongs to.",
                                             "Give ssh-key too; or leave both to a key agent: ssh-add takes the certificate that "
                                             "lies beside the key."));
  return inspect_private_key(given);
}

}  // namespace dropsweep
