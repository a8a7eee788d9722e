#include "connect/fetch_certificate.hpp"

#include <array>
#include <boost/asio/write.hpp>

#include "connect/greeting.hpp"
#include "connect/wire_format.hpp"

namespace dropsweep {

namespace {

constexpr char msg_kexinit = 20, msg_kex_ecdh_init = 30, msg_kex_ecdh_reply = 31, msg_disconnect = 1;
constexpr std::size_t most_bytes = 64 * 1024, largest_packet = 35'000;

// RFC 4253 6, without encryption: length, padding length, payload, padding up to a multiple of 8.
std::string packet(const std::string& payload) {
  constexpr std::size_t least = 4;
  const std::size_t padding = least + (8 - (4 + 1 + payload.size() + least) % 8) % 8;
  return wire_number(static_cast<std::uint32_t>(1 + payload.size() + padding)) + static_cast<char>(padding) + payload +
         std::string(padding, '\0');
}

std::string begin_key_exchange() {
  const std::string ciphers = "aes256-ctr,aes128-ctr,aes256-gcm@openssh.com,chacha20-poly1305@openssh.com",
                    macs = "hmac-sha2-256,hmac-sha2-512,hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com";
  std::string payload = msg_kexinit + std::string(16, '\0');
  for (const std::string& list :
       {std::string("curve25519-sha256,curve25519-sha256@libssh.org"),
        std::string("ssh-ed25519-cert-v01@openssh.com,ecdsa-sha2-nistp256-cert-v01@openssh.com,"
                    "ecdsa-sha2-nistp384-cert-v01@openssh.com,ecdsa-sha2-nistp521-cert-v01@openssh.com,"
                    "rsa-sha2-512-cert-v01@openssh.com,rsa-sha2-256-cert-v01@openssh.com"),
        ciphers, ciphers, macs, macs, std::string("none"), std::string("none"), std::string(), std::string()})
    payload += wire_text(list);
  payload += '\0' + wire_number(0);
  // Any point of the curve will do (this is its base point): the secret that would come of it is never needed.
  std::string point(32, '\0');
  point[0] = 9;
  return "SSH-2.0-dropsweep\r\n" + packet(payload) + packet(msg_kex_ecdh_init + wire_text(point));
}

enum class progress { needs_more, ended, found };

// Looks at what has come so far; `found` is filled at the end.
progress look_for_certificate(std::string_view seen, std::string& found) {
  while (!seen.starts_with("SSH-")) {
    const auto end = seen.find('\n');
    if (end == std::string_view::npos) return progress::needs_more;
    seen.remove_prefix(end + 1);
  }
  const auto end = seen.find('\n');
  if (end == std::string_view::npos) return progress::needs_more;
  wire_reader packets(seen.substr(end + 1));
  for (;;) {
    if (wire_reader peek(packets.rest()); peek.number() > largest_packet) return progress::ended;
    const auto whole = packets.text();
    if (!packets.complete()) return progress::needs_more;
    if (whole.size() < 2 || whole[1] == msg_disconnect) return progress::ended;
    if (whole[1] != msg_kex_ecdh_reply) continue;
    found = first_string(whole.substr(2));
    return found.empty() ? progress::ended : progress::found;
  }
}

}  // namespace

task<net_result<std::string>> fetch_host_certificate(byte_stream& line) {
  const std::string opening = begin_key_exchange();
  (void)co_await asio::async_write(line, asio::buffer(opening), asio::as_tuple(asio::use_awaitable));
  std::string seen, found;
  std::array<char, 4096> buffer{};
  while (seen.size() < most_bytes) {
    const auto [failure, size] = co_await line.async_read_some(asio::buffer(buffer), asio::as_tuple(asio::use_awaitable));
    seen.append(buffer.data(), size);
    const auto now = look_for_certificate(seen, found);
    if (now == progress::found) co_return found;
    // A server that has no certificate, or no algorithm in common, closes.
    if (now == progress::ended || failure) break;
  }
  if (!read_greeting(seen).identification)
    co_return std::unexpected(net_error{net_failure::closed, "closed the connection before it was asked", foreign(seen)});
  co_return std::unexpected(net_error{net_failure::other, "shows no host certificate", {}});
}

}  // namespace dropsweep
