#include "connect/handshake.hpp"

#include <algorithm>

#include "connect/digest.hpp"
#include "connect/greeting.hpp"
#include "connect/host_key.hpp"
#include "connect/known_hosts.hpp"

namespace dropsweep {

namespace {

// What libssh2 has and is not broken by today's standards; the order is ours. SHA-1 and CBC stay out.
constexpr const char* key_exchanges =
    "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521,"
    "diffie-hellman-group16-sha512,diffie-hellman-group18-sha512,diffie-hellman-group14-sha256,diffie-hellman-group-exchange-sha256";

// The oldest and best-worn paths of libssh2 first: the droplet may be hostile, and these loops have its bytes in hand. Plain CTR with a plain
// MAC is not open to the prefix attack (CVE-2023-48795) either. Of the others, as of 1.11.1: AES-GCM leaks a block with every key exchange
// (mac.c, mac_method_hmac_aesgcm), and chacha20-poly1305 is not offered at all before 1.11.2, because one damaged byte sends
// _libssh2_transport_read into a loop without end (fixed upstream in 2877fa64, July 2026) and a packet length of 1 to 3 into a crash (15257c08).
constexpr const char* safe_ciphers = "aes256-ctr,aes192-ctr,aes128-ctr,aes256-gcm@openssh.com,aes128-gcm@openssh.com";
constexpr const char* macs = "hmac-sha2-256,hmac-sha2-512,hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com";

std::string ciphers() {
  constexpr int chacha_is_sound = 0x010b02;
  return safe_ciphers + std::string(libssh2_version(chacha_is_sound) != nullptr ? ",chacha20-poly1305@openssh.com" : "");
}

constexpr std::size_t patience_for_banner = 8192;  // bytes of something else before we say that this is no SSH server

void set_preferences(LIBSSH2_SESSION* session, const std::string& host_keys) {
  libssh2_session_method_pref(session, LIBSSH2_METHOD_KEX, key_exchanges);
  libssh2_session_method_pref(session, LIBSSH2_METHOD_HOSTKEY, host_keys.c_str());
  for (const int direction : {LIBSSH2_METHOD_CRYPT_CS, LIBSSH2_METHOD_CRYPT_SC}) libssh2_session_method_pref(session, direction, ciphers().c_str());
  for (const int direction : {LIBSSH2_METHOD_MAC_CS, LIBSSH2_METHOD_MAC_SC}) libssh2_session_method_pref(session, direction, macs);
}

error failure_at(std::string step, std::string seen, foreign theirs, std::string advice) {
  return {exit_code::unreachable, std::move(step), std::move(seen), std::move(theirs), std::move(advice)};
}

bool any_of_ours(const std::vector<std::string>& theirs, std::string_view ours) {
  return std::ranges::any_of(theirs, [&](const std::string& name) { return !name.empty() && ("," + std::string(ours) + ",").contains("," + name + ","); });
}

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const auto& name : names) all += (all.empty() ? "" : ",") + name;
  return all;
}

error no_ssh(const std::string& name, const greeting& heard) {
  if (heard.identification)
    return failure_at("banner", fmt::format("{} speaks a version of SSH that is not 2.", name), *heard.identification, "Update its SSH server.");
  return failure_at("banner", fmt::format("{} accepted the connection and did not answer as an SSH server.", name), heard.before,
                    heard.before.empty() ? "Is this the SSH port? sshd also closes at once when it has too many connections (MaxStartups) or "
                                           "has banned this address."
                                         : "Is this the SSH port?");
}

error no_keys(ssh_session& session, const handshake& how, const std::string& name, const greeting& heard, const std::string& host_keys) {
  std::string seen = fmt::format("The key exchange with {} failed: {}.", name, session.last_error());
  if (heard.offered) {
    const auto complain = [&](const char* what, const std::vector<std::string>& theirs, std::string_view ours) {
      if (!any_of_ours(theirs, ours)) seen += fmt::format(" No common {}: it offers {}, we have {}.", what, foreign(joined(theirs)), ours);
    };
    complain("key exchange", heard.offered->key_exchange, key_exchanges);
    complain("host key type", heard.offered->host_key, host_keys);
    complain("cipher", heard.offered->cipher, ciphers());
    complain("MAC", heard.offered->mac, macs);
  }
  return failure_at("key exchange", std::move(seen), foreign(session.context().last_words),
                    how.only_types.empty() ? "Update the SSH server of the host, or see what its sshd_config restricts." : "");
}

std::vector<std::string> types_of(const greeting::offer& offer) {
  std::vector<std::string> types;
  for (const auto& type : host_key_types()) {
    const bool offered = std::ranges::find(offer.host_key, type == "ssh-rsa" ? "rsa-sha2-512" : type) != offer.host_key.end();
    if (offered) types.push_back(type);
  }
  return types;
}

}  // namespace

task<handshake_outcome> shake_hands(std::shared_ptr<ssh_session> session, const handshake& how) {
  const std::string name = known_hosts_name(how.host, how.port);
  const std::string host_keys = host_key_algorithms(how.trust, how.host, how.port, how.only_types);
  set_preferences(session->raw(), host_keys);
  wire& bytes = session->bytes();
  greeting heard;
  bool told = false;
  handshake_outcome outcome;

  for (;;) {
    if (!bytes.opening().empty()) heard = read_greeting(bytes.opening());
    const int answer = libssh2_session_handshake(session->raw(), session->idle_descriptor());
    if (heard.identification && !std::exchange(told, true) && how.identified) how.identified(heard.identification->raw());
    if (heard.offered) outcome.offered_types = types_of(*heard.offered);

    const bool wrong_version = heard.identification && !speaks_ssh2(*heard.identification);
    const bool chatter = !heard.identification && bytes.opening().size() > patience_for_banner;
    const bool failed = answer != 0 && answer != LIBSSH2_ERROR_EAGAIN;
    if (wrong_version || chatter || (failed && !heard.identification)) {
      outcome.accepted = std::unexpected(no_ssh(name, heard));
      break;
    }
    if (failed) {
      outcome.accepted = std::unexpected(no_keys(*session, how, name, heard, host_keys));
      break;
    }
    if (bytes.keys_exchanged()) {
      // The server has signed with this key, and of ours nothing but the name of the service has been formed; it has not even left yet,
      // because the pump has not had its turn.
      if (outcome.host_key.empty()) {
        std::size_t size = 0;
        int kind = 0;
        const char* const blob = libssh2_session_hostkey(session->raw(), &size, &kind);
        outcome.host_key.assign(blob, size);
        const auto decision = decide_host_key(how.trust, how.host, how.port, outcome.host_key);
        if (decision.verdict != host_key_verdict::trusted) {
          bytes.discard_outbox();
          outcome.accepted = std::unexpected(refuse_host_key(decision, how.host, how.port, outcome.host_key));
          break;
        }
        outcome.accepted = fmt::format("{} {}, known from {}", visible(first_string(outcome.host_key)), fingerprint(outcome.host_key), decision.evidence);
      }
      // libssh2 now only waits for SERVICE_ACCEPT. Without us it stays in the session's queue, where it does no harm.
      if (answer == 0 || how.begin_early) break;
    }
    co_await bytes.progress().wait();
  }
  if (!outcome.accepted) session->close();
  co_return outcome;
}

}  // namespace dropsweep
