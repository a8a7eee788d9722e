#include "connect/unusable_key.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <algorithm>
#include <array>
#include <memory>

#include "connect/openssh_key.hpp"
#include "connect/private_key.hpp"
#include "core/foreign.hpp"

namespace dropsweep {

namespace {

error unusable(std::string seen, std::string advice) {
  return {exit_code::inputs, "private key", std::move(seen), {}, std::move(advice)};
}

constexpr const char* which_key = "Give the whole file, from its -----BEGIN to its -----END line.";
constexpr const char* another = "Make another: ssh-keygen -t ed25519";

// Those of libssh2 1.11 (crypt.c) that ssh-keygen -Z can write.
constexpr std::array<std::string_view, 10> ciphers{"none",
                                                   "aes256-ctr",
                                                   "aes192-ctr",
                                                   "aes128-ctr",
                                                   "aes256-cbc",
                                                   "aes192-cbc",
                                                   "aes128-cbc",
                                                   "3des-cbc",
                                                   "aes256-gcm@openssh.com",
                                                   "aes128-gcm@openssh.com"};
constexpr std::array<std::string_view, 5> types{"ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384",
                                                "ecdsa-sha2-nistp521", "ssh-rsa"};

error of_another_kind(std::string_view kind) {
  return unusable(
      fmt::format("The private key is of the kind {}; ed25519, ECDSA (nistp256, 384, 521) and RSA can be used.", foreign(kind)),
      another);
}

std::optional<error> refuse(const openssh_header& header) {
  if (header.type.starts_with("sk-"))
    return unusable(
        fmt::format("The private key ({}) belongs to a security key: what signs never leaves that device.", foreign(header.type)),
        "Put it into a key agent (ssh-add FILE) and give no ssh-key; or take a key that is a file alone: ssh-keygen "
        "-t ed25519");
  if (!std::ranges::contains(types, header.type)) return of_another_kind(header.type);
  if (!std::ranges::contains(ciphers, header.cipher))
    return unusable(fmt::format("The private key is encrypted with {}, which cannot be opened here.", foreign(header.cipher)),
                    "Encrypt it anew: ssh-keygen -p -Z aes256-ctr -f FILE");
  return std::nullopt;
}

// What PEM and PKCS#8 files hold, by OpenSSL's name; "" when it cannot be opened. libssh2 takes any curve for nistp256.
std::string kind_of(const secret& key, const secret& passphrase) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bytes(
      BIO_new_mem_buf(key.reveal().data(), static_cast<int>(key.reveal().size())), &BIO_free);
  // Without a passphrase of ours OpenSSL would ask for one on the terminal.
  void* const given = const_cast<char*>(passphrase.reveal().data());
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> opened(PEM_read_bio_PrivateKey(bytes.get(), nullptr, nullptr, given),
                                                                   &EVP_PKEY_free);
  if (!opened) return {};
  std::array<char, 64> curve{};
  if (EVP_PKEY_get_group_name(opened.get(), curve.data(), curve.size(), nullptr) == 1) return std::string("EC ") + curve.data();
  return EVP_PKEY_get0_type_name(opened.get());
}

std::optional<error> refuse_by_kind(const std::string& kind) {
  constexpr std::array<std::string_view, 6> usable{"", "ED25519", "RSA", "EC prime256v1", "EC secp384r1", "EC secp521r1"};
  if (std::ranges::contains(usable, kind)) return std::nullopt;
  return of_another_kind(kind);
}

}  // namespace

std::optional<error> refuse_unusable_key(const credentials& given) {
  const auto text = given.private_key.reveal();
  switch (look_at_key(text)) {
    case key_text::empty: return unusable("The input ssh-key has nothing but white space.", which_key);
    case key_text::public_key:
      return unusable("The input ssh-key is a public key, not a private one.", "Give the file without .pub at its end.");
    case key_text::putty:
      return unusable("The input ssh-key is in PuTTY's format.", "Convert it: puttygen key.ppk -O private-openssh -o key");
    case key_text::ssh2:
      return unusable("The input ssh-key is in the format of ssh.com.", "Convert it: ssh-keygen -i -f FILE > key");
    case key_text::not_a_key: return cannot_open_key(given);
    case key_text::encrypted:
    case key_text::plain: break;
  }
  const secret key = normalised_key(given.private_key);
  if (const auto header = read_openssh_header(key.reveal())) return refuse(*header);
  return refuse_by_kind(kind_of(key, given.passphrase));
}

error cannot_open_key(const credentials& given) {
  if (look_at_key(given.private_key.reveal()) != key_text::encrypted)
    return unusable("The input ssh-key is not a private key that can be read (ed25519, ECDSA or RSA; OpenSSH, PEM or PKCS#8).",
                    which_key);
  if (given.passphrase.empty())
    return unusable("The private key is encrypted and there is no passphrase for it.", "Give ssh-key-passphrase.");
  return unusable("The passphrase does not open the private key.", "Check ssh-key-passphrase with: ssh-keygen -y -f FILE");
}

}  // namespace dropsweep
