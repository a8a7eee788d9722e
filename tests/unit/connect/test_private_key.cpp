#include <doctest/doctest.h>

#include <unistd.h>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "connect/private_key.hpp"

using namespace dropsweep;

namespace {

// Keys are made anew for each run: a repository is no place for private keys, not even for these.
std::string made_by(const std::string& arguments, const std::string& passphrase = "", bool public_half = false) {
  const std::string path = "/tmp/dropsweep-key-" + std::to_string(::getpid());
  const std::string command =
      "ssh-keygen -q -C test " + arguments + " -N '" + passphrase + "' -f " + path + " </dev/null >/dev/null 2>&1";
  std::string text;
  if (std::system(command.c_str()) == 0) {
    std::ifstream file(path + (public_half ? ".pub" : ""));
    text.assign(std::istreambuf_iterator<char>(file), {});
  }
  ::unlink(path.c_str());
  ::unlink((path + ".pub").c_str());
  return text;
}

credentials with(const std::string& key, const std::string& passphrase = "") {
  credentials given;
  given.private_key = secret(key);
  given.passphrase = secret(passphrase);
  return given;
}

std::string complaint(const credentials& given) {
  const auto checked = check_private_key(given);
  if (checked) return "";
  CHECK(checked.error().code == exit_code::inputs);
  return checked.error().seen;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size()) text.replace(at, what.size(), by);
  return text;
}

}  // namespace

TEST_CASE("Keys of every type and format are opened, and their public half is known") {
  for (const char* arguments : {"-t ed25519", "-t ecdsa -b 256", "-t ecdsa -b 384", "-t ecdsa -b 521", "-t rsa -b 2048",
                                "-t rsa -b 2048 -m PEM", "-t ecdsa -m PEM", "-t rsa -b 2048 -m PKCS8", "-t ecdsa -m PKCS8"}) {
    CAPTURE(arguments);
    const std::string key = made_by(arguments);
    REQUIRE_FALSE(key.empty());
    CHECK(look_at_key(key) == key_text::plain);
    const auto facts = inspect_private_key(with(key));
    REQUIRE(facts);
    CHECK(facts->public_text.starts_with(facts->type + " AAAA"));
    CHECK(facts->fingerprint.starts_with("SHA256:"));
    CHECK(facts->fingerprint.size() == 50);
  }
}

TEST_CASE("The public half is the one that ssh-keygen wrote") {
  const std::string path = "/tmp/dropsweep-pair-" + std::to_string(::getpid());
  REQUIRE(std::system(("ssh-keygen -q -t ecdsa -N '' -C test -f " + path + " </dev/null").c_str()) == 0);
  std::ifstream private_file(path), public_file(path + ".pub");
  const std::string key{std::istreambuf_iterator<char>(private_file), {}},
      open_half{std::istreambuf_iterator<char>(public_file), {}};
  ::unlink(path.c_str());
  ::unlink((path + ".pub").c_str());
  const auto facts = inspect_private_key(with(key));
  REQUIRE(facts);
  CHECK(open_half == facts->public_text + " test\n");
}

TEST_CASE("An encrypted key needs its passphrase, and a wrong one is told apart from none") {
  for (const char* arguments : {"-t ed25519 -a 1", "-t rsa -b 2048 -m PEM", "-t ecdsa -m PKCS8"}) {
    CAPTURE(arguments);
    const std::string key = made_by(arguments, "open sesame");
    CHECK(look_at_key(key) == key_text::encrypted);
    CHECK(complaint(with(key, "open sesame")) == "");
    CHECK(complaint(with(key, "open barley")) == "The passphrase does not open the private key.");
    CHECK(complaint(with(key)) == "The private key is encrypted and there is no passphrase for it.");
  }
}

TEST_CASE("A passphrase for a key that has none does no harm") {
  CHECK(complaint(with(made_by("-t ed25519"), "whatever")) == "");
}

TEST_CASE("Line ends of Windows, lost last newlines and blanks around are repaired") {
  const std::string key = made_by("-t ed25519");
  CHECK(complaint(with(replaced(key, "\n", "\r\n"))) == "");
  CHECK(complaint(with(key.substr(0, key.size() - 1))) == "");
  CHECK(complaint(with("\xEF\xBB\xBF" + key)) == "");
  CHECK(complaint(with("\n \n" + key + " \n\n")) == "");
}

TEST_CASE("What is not a private key is named") {
  CHECK(complaint(with(made_by("-t ed25519", "", true))) == "The input ssh-key is a public key, not a private one.");
  CHECK(complaint(with("ssh-rsa AAAA x")) == "The input ssh-key is a public key, not a private one.");
  CHECK(complaint(with("PuTTY-User-Key-File-3: ssh-ed25519\n")) == "The input ssh-key is in PuTTY's format.");
  CHECK(complaint(with("  \n")) == "The input ssh-key has nothing but white space.");
  for (const char* text :
       {"hello", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "-----BEGIN OPENSSH PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----\n\n-----END OPENSSH PRIVATE KEY-----\n",
        "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n"}) {
    CAPTURE(text);
    CHECK(complaint(with(text)).starts_with("The input ssh-key is not a private key that can be read"));
  }
}

TEST_CASE("A key that was cut anywhere is an error of the inputs and never a crash") {
  const std::string key = made_by("-t ed25519");
  for (std::size_t size = 0; size + 40 < key.size(); size += 7) CHECK(complaint(with(key.substr(0, size) + ' ')) != "");
}

TEST_CASE("No message shows key material") {
  const std::string key = made_by("-t ed25519");
  const std::string cut = key.substr(0, 200);
  const auto refused = inspect_private_key(with(cut));
  REQUIRE_FALSE(refused);
  const std::string shown = one_line(refused.error());
  CHECK(shown.find(cut.substr(60, 20)) == std::string::npos);
}

TEST_CASE("A certificate is checked for being one") {
  credentials given = with(made_by("-t ed25519"));
  given.certificate = "nonsense";
  CHECK(complaint(given) == "The input ssh-certificate is not an SSH certificate.");
  given.certificate = made_by("-t ed25519", "", true);
  CHECK(complaint(given) == "The input ssh-certificate is not an SSH certificate.");
  CHECK_FALSE(is_certificate(""));
  CHECK_FALSE(is_certificate("ssh-ed25519-cert-v01@openssh.com"));
  CHECK_FALSE(is_certificate("ssh-ed25519-cert-v01@openssh.com AAAA"));
}

TEST_CASE("No private key is nothing to complain about") { CHECK(complaint({}) == ""); }
