#include <doctest/doctest.h>

#include "connect/greeting.hpp"

using namespace dropsweep;

namespace {

std::string list(const std::string& names) {
  const auto size = names.size();
  return std::string({'\0', '\0', static_cast<char>(size >> 8), static_cast<char>(size & 0xff)}) + names;
}

std::string kexinit() {
  std::string payload = '\x14' + std::string(16, 'c') + list("curve25519-sha256,ext-info-s,kex-strict-s-v00@openssh.com") +
                        list("ssh-ed25519,rsa-sha2-512") + list("aes256-ctr") + list("aes256-ctr") + list("hmac-sha2-256");
  for (int i = 0; i < 5; ++i) payload += list("");
  payload += std::string(5, '\0');
  const auto size = payload.size() + 1 + 4;
  return std::string({'\0', '\0', static_cast<char>(size >> 8), static_cast<char>(size & 0xff), '\4'}) + payload + "pppp";
}

}  // namespace

TEST_CASE("An identification line is told apart from what comes before it") {
  const auto read = read_greeting("Welcome\r\nto this host\r\nSSH-2.0-OpenSSH_10.0 Debian\r\nrest");
  REQUIRE(read.identification);
  CHECK(read.identification->raw() == "SSH-2.0-OpenSSH_10.0 Debian");
  CHECK(read.before.raw() == "Welcome\r\nto this host\r\n");
  CHECK(speaks_ssh2(*read.identification));
}

TEST_CASE("What is not SSH is kept to be shown") {
  const auto read = read_greeting("HTTP/1.1 400 Bad Request\r\n\r\n");
  CHECK_FALSE(read.identification);
  CHECK(read.before.raw().starts_with("HTTP/1.1 400"));
  CHECK(read_greeting("").before.empty());
  CHECK_FALSE(read_greeting("SSH-2.0-half a li").identification);
  CHECK_FALSE(read_greeting("not SSH-2.0-here\n").identification);
}

TEST_CASE("Old protocol versions are recognised") {
  CHECK_FALSE(speaks_ssh2(foreign("SSH-1.5-1.2.27")));
  CHECK(speaks_ssh2(foreign("SSH-1.99-Cisco-1.25")));
}

TEST_CASE("The offered algorithms are read without the flags that hide among them") {
  const auto read = read_greeting("SSH-2.0-x\r\n" + kexinit() + "more");
  REQUIRE(read.offered);
  CHECK(read.offered->key_exchange == std::vector<std::string>{"curve25519-sha256"});
  CHECK(read.offered->host_key == std::vector<std::string>{"ssh-ed25519", "rsa-sha2-512"});
  CHECK(read.offered->cipher == std::vector<std::string>{"aes256-ctr"});
  CHECK(read.offered->mac == std::vector<std::string>{"hmac-sha2-256"});
}

TEST_CASE("However much of it has come, reading stays inside") {
  const std::string whole = "SSH-2.0-x\r\n" + kexinit();
  for (std::size_t size = 0; size < whole.size(); ++size) CHECK_FALSE(read_greeting(whole.substr(0, size)).offered);
  CHECK(read_greeting(whole).offered);
}

TEST_CASE("A packet that lies about its sizes is no reason to read past it") {
  std::string lying = "SSH-2.0-x\r\n" + kexinit();
  for (std::size_t at = 11; at < lying.size(); ++at) {
    std::string changed = lying;
    changed[at] = '\xff';
    (void)read_greeting(changed);
  }
  // One that ends before its lists begin has none, whatever comes behind it.
  std::string too_short = "SSH-2.0-x\r\n" + kexinit();
  too_short.replace(11, 4, std::string("\0\0\0\x11", 4));
  CHECK_FALSE(read_greeting(too_short).offered);
}

TEST_CASE("Only servers that were seen to take requests one after another are sent several at once") {
  CHECK(takes_requests_in_order(foreign("SSH-2.0-OpenSSH_10.0p2 Debian-7")));
  CHECK(takes_requests_in_order(foreign("SSH-2.0-dropbear_2025.89")));
  CHECK_FALSE(takes_requests_in_order(foreign("SSH-2.0-AsyncSSH_2.20.0")));
  CHECK_FALSE(takes_requests_in_order(foreign("SSH-1.99-OpenSSH_3.4")));
}
