#include <doctest/doctest.h>

#include "connect/digest.hpp"
#include "connect/known_hosts.hpp"
#include "connect/wire_format.hpp"

using namespace dropsweep;

namespace {

const std::string ed25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAZSlFENIEjITkxVxkEojY5FINYyLeXthp2U9qGZKyY";

}  // namespace

TEST_CASE("A line has hosts, a key type, a key and whatever comment") {
  const auto keys = read_known_hosts("# a comment\n\nexample.org,203.0.113.7 " + ed25519 + " root@somewhere else\n");
  REQUIRE(keys.size() == 1);
  CHECK(keys[0].hosts == "example.org,203.0.113.7");
  CHECK(keys[0].type == "ssh-ed25519");
  CHECK(first_string(keys[0].blob) == "ssh-ed25519");
  CHECK(keys[0].line == 3);
  CHECK(keys[0].mark == known_key::marker::none);
}

TEST_CASE("Markers are read, unknown ones make the line void") {
  const auto keys = read_known_hosts("@revoked * " + ed25519 + "\n@cert-authority *.org " + ed25519 + "\n@whatever * " + ed25519);
  REQUIRE(keys.size() == 2);
  CHECK(keys[0].mark == known_key::marker::revoked);
  CHECK(keys[1].mark == known_key::marker::authority);
}

TEST_CASE("Lines that cannot be read are left out and still counted") {
  const auto keys = read_known_hosts("host\nhost ssh-ed25519\nhost ssh-ed25519 not-base64!\nhost ssh-rsa " + ed25519.substr(12) +
                                     "\r\nhost " + ed25519 + "\r\n");
  REQUIRE(keys.size() == 1);
  CHECK(keys[0].line == 5);
}

TEST_CASE("Tabs and blanks separate alike") {
  const auto keys = read_known_hosts("  \thost\t" + ed25519.substr(0, 11) + "  " + ed25519.substr(12) + "\t\tcomment");
  REQUIRE(keys.size() == 1);
  CHECK(keys[0].hosts == "host");
}

TEST_CASE("The name of a host has its port in it when that is not 22, and no capitals") {
  CHECK(known_hosts_name("Example.ORG", 22) == "example.org");
  CHECK(known_hosts_name("example.org", 2222) == "[example.org]:2222");
  CHECK(known_hosts_name("2001:db8::1", 22) == "2001:db8::1");
  CHECK(known_hosts_name("2001:db8::1", 2222) == "[2001:db8::1]:2222");
}

TEST_CASE("Hosts are lists of patterns, of which a negated one outweighs the others") {
  CHECK(means_host("example.org", "example.org"));
  CHECK(means_host("EXAMPLE.org", "example.org"));
  CHECK(means_host("a,b,example.org", "example.org"));
  CHECK(means_host("*.example.org", "www.example.org"));
  CHECK(means_host("web?.example.org", "web1.example.org"));
  CHECK_FALSE(means_host("*.example.org", "example.org"));
  CHECK_FALSE(means_host("example.org", "example.org.evil.com"));
  CHECK_FALSE(means_host("*.example.org,!bad.example.org", "bad.example.org"));
  CHECK_FALSE(means_host("!bad.example.org,*", "bad.example.org"));
  CHECK(means_host("*.example.org,!bad.example.org", "good.example.org"));
  CHECK_FALSE(means_host("!bad.example.org", "good.example.org"));
  CHECK_FALSE(means_host("", "example.org"));
  CHECK_FALSE(means_host(",,", ""));
}

TEST_CASE("A port belongs to the name") {
  CHECK(means_host("[example.org]:2222", "[example.org]:2222"));
  CHECK(means_host("[example.org]:*", "[example.org]:2222"));
  CHECK_FALSE(means_host("[example.org]:2222", "[example.org]:22"));
  CHECK_FALSE(means_host("example.org", "[example.org]:2222"));
}

TEST_CASE("Hashed names are compared by their HMAC, as ssh-keygen -H writes them") {
  // ssh-keygen -H of "203.0.113.7 ssh-ed25519 ...": a salt of 20 bytes and HMAC-SHA1(salt, name).
  const std::string salt(20, 's');
  const std::string hashed = "|1|" + to_base64(salt) + "|" + to_base64(hmac_sha1(salt, "203.0.113.7"));
  CHECK(means_host(hashed, "203.0.113.7"));
  CHECK_FALSE(means_host(hashed, "203.0.113.8"));
  CHECK_FALSE(means_host("|1|broken", "203.0.113.7"));
  CHECK_FALSE(means_host("|1||", "203.0.113.7"));
  CHECK_FALSE(means_host("|2|" + hashed.substr(3), "203.0.113.7"));
  // One that OpenSSH 10 wrote.
  CHECK(means_host("|1|wu+u/5UewZjrQIGKGV0eylCup8M=|4sxy40SdQEpSulL1qZ1ix3mQL1k=", "example.org"));
}

TEST_CASE("HMAC-SHA1, base64 and fingerprints agree with other tools") {
  // RFC 2202, test case 2.
  CHECK(to_base64(hmac_sha1("Jefe", "what do ya want for nothing?")) == "7/zfauXrL6LSdBbV8YTfnCWafHk=");
  CHECK(to_base64("") == "");
  CHECK(to_base64("a") == "YQ==");
  CHECK(from_base64("YQ==") == "a");
  CHECK(from_base64("YWI=") == "ab");
  CHECK(from_base64("YWJj") == "abc");
  for (const char* wrong : {"", "YQ", "YQ=", "Y===", "YQ==YQ==", "Y Q=", "YQ-_"}) CHECK_FALSE(from_base64(wrong));
  // ssh-keygen -lf
  CHECK(key_fingerprint(*from_base64(ed25519.substr(12))) == "SHA256:I5lLcR/LFXV7FAkesQSkrNicuUqVT7pkmKEBafrTYpw");
}
