#include "connect/algorithms.hpp"

#include <algorithm>

namespace dropsweep {

namespace {

// What libssh2 has and is not broken by today's standards; the order is ours. SHA-1 and CBC stay out.
constexpr const char* key_exchanges =
    "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521,"
    "diffie-hellman-group16-sha512,diffie-hellman-group18-sha512,diffie-hellman-group14-sha256,diffie-hellman-group-exchange-"
    "sha256";

// The oldest and best-worn paths of libssh2 first: the droplet may be hostile, and these loops have its bytes in hand. Plain CTR
// with a plain MAC is not open to the prefix attack (CVE-2023-48795) either. Of the others, as of 1.11.1: AES-GCM leaks a block
// with every key exchange (mac.c, mac_method_hmac_aesgcm), and chacha20-poly1305 is not offered at all before 1.11.2, because one
// damaged byte sends _libssh2_transport_read into a loop without end (fixed upstream in 2877fa64, July 2026) and a packet length
// of 1 to 3 into a crash (15257c08).
constexpr const char* safe_ciphers = "aes256-ctr,aes192-ctr,aes128-ctr,aes256-gcm@openssh.com,aes128-gcm@openssh.com";
constexpr const char* macs = "hmac-sha2-256,hmac-sha2-512,hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com";

constexpr std::string_view chacha = "chacha20-poly1305@openssh.com";

bool chacha_is_sound() { return libssh2_version(0x010b02) != nullptr; }

std::string ciphers() { return safe_ciphers + (chacha_is_sound() ? ',' + std::string(chacha) : std::string()); }

bool any_of_ours(const std::vector<std::string>& theirs, const std::string& ours) {
  return std::ranges::any_of(theirs, [&](const std::string& name) { return ("," + ours + ",").contains("," + name + ","); });
}

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const auto& name : names) all += (all.empty() ? "" : ",") + name;
  return all;
}

}  // namespace

void prefer_algorithms(LIBSSH2_SESSION* session, const std::string& host_keys) {
  libssh2_session_method_pref(session, LIBSSH2_METHOD_KEX, key_exchanges);
  libssh2_session_method_pref(session, LIBSSH2_METHOD_HOSTKEY, host_keys.c_str());
  for (const int direction : {LIBSSH2_METHOD_CRYPT_CS, LIBSSH2_METHOD_CRYPT_SC})
    libssh2_session_method_pref(session, direction, ciphers().c_str());
  for (const int direction : {LIBSSH2_METHOD_MAC_CS, LIBSSH2_METHOD_MAC_SC})
    libssh2_session_method_pref(session, direction, macs);
}

bool only_unsound_ciphers(const greeting::offer& theirs) {
  return !any_of_ours(theirs.cipher, ciphers()) && std::ranges::contains(theirs.cipher, chacha);
}

std::string nothing_in_common(const greeting::offer& theirs, const std::string& host_keys) {
  std::string complaints;
  const auto compare = [&](const char* what, const std::vector<std::string>& offered, const std::string& ours) {
    if (!any_of_ours(offered, ours))
      complaints += fmt::format(" No common {}: it offers {}, we have {}.", what, foreign(joined(offered)), ours);
  };
  compare("key exchange", theirs.key_exchange, key_exchanges);
  compare("host key type", theirs.host_key, host_keys);
  compare("cipher", theirs.cipher, ciphers());
  if (only_unsound_ciphers(theirs)) complaints += " (With libssh2 before 1.11.2 a damaged packet of that cipher never ends.)";
  compare("MAC", theirs.mac, macs);
  return complaints;
}

}  // namespace dropsweep
