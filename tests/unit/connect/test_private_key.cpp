#include <doctest/doctest.h>

#include <cstdio>
#include <fstream>
#include <iterator>

#include "connect/digest.hpp"
#include "connect/private_key.hpp"
#include "connect/wire_format.hpp"
#include "unit/temporary_folder.hpp"

using namespace dropsweep;

namespace {

// Keys are made anew for each run: a repository is no place for private keys, not even for these.
std::string made_by(const std::string& arguments, const std::string& passphrase = "", bool public_half = false) {
  const test::temporary_folder here;
  const auto path = here / "key";
  const std::string command =
      "ssh-keygen -q -C test " + arguments + " -N '" + passphrase + "' -f " + path + " </dev/null >/dev/null 2>&1";
  std::string text;
  if (std::system(command.c_str()) == 0) {
    std::ifstream file(path + (public_half ? ".pub" : ""));
    text.assign(std::istreambuf_iterator<char>(file), {});
  }
  return text;
}

std::string output_of(const std::string& command) {
  std::string text;
  FILE* const pipe = ::popen((command + " 2>/dev/null").c_str(), "r");
  for (int letter = 0; (letter = std::fgetc(pipe)) != EOF;) text += static_cast<char>(letter);
  ::pclose(pipe);
  return text;
}

credentials with(const std::string& key, const std::string& passphrase = "") {
  credentials given;
  given.private_key = secret(std::string(key));
  given.passphrase = secret(std::string(passphrase));
  return given;
}

std::string complaint(const credentials& given) {
  const auto checked = inspect_credentials(given);
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
  const test::temporary_folder here;
  const auto path = here / "key";
  REQUIRE(std::system(("ssh-keygen -q -t ecdsa -N '' -C test -f " + path + " </dev/null").c_str()) == 0);
  std::ifstream private_file(path), public_file(path + ".pub");
  const std::string key{std::istreambuf_iterator<char>(private_file), {}},
      open_half{std::istreambuf_iterator<char>(public_file), {}};
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

TEST_CASE("Keys that no session can be opened with are refused by name, with the way around") {
  const auto refusal = [](const std::string& key, const std::string& passphrase = "") {
    const auto checked = inspect_credentials(with(key, passphrase));
    return checked ? std::string("none") : one_line(checked.error());
  };
  // OpenSSH's own layout: magic, cipher, key derivation, its options, one key, the public half.
  const auto openssh = [](const std::string& type) {
    const std::string body = std::string("openssh-key-v1\0", 15) + wire_text("none") + wire_text("none") + wire_text("") +
                             wire_number(1) + wire_text(wire_text(type) + wire_text(std::string(32, 'k')));
    return "-----BEGIN OPENSSH PRIVATE KEY-----\n" + to_base64(body) + "\n-----END OPENSSH PRIVATE KEY-----\n";
  };
  CHECK(refusal(openssh("sk-ssh-ed25519@openssh.com")).contains("ssh-add FILE"));
  CHECK(refusal(openssh("sk-ecdsa-sha2-nistp256@openssh.com")).contains("security key"));
  CHECK(refusal(openssh("ssh-dss")).contains("of the kind ssh-dss"));
  CHECK(refusal(openssh("ssh-future")).contains("of the kind ssh-future"));
  CHECK(refusal(made_by("-t ed25519 -a 1 -Z chacha20-poly1305@openssh.com", "open sesame"), "open sesame")
            .contains("ssh-keygen -p -Z aes256-ctr -f FILE"));
  CHECK(refusal("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nP2/56w==\n---- END SSH2 ENCRYPTED PRIVATE KEY ----\n")
            .contains("ssh-keygen -i -f FILE"));
  CHECK(refusal(output_of("openssl genpkey -algorithm ED448")).contains("of the kind ED448"));
  CHECK(refusal(output_of("openssl genpkey -algorithm X25519")).contains("of the kind X25519"));
  CHECK(refusal(output_of("openssl ecparam -genkey -noout -name secp256k1")).contains("of the kind EC secp256k1"));
  CHECK(refusal(output_of("openssl genpkey -algorithm ED448 -aes256 -pass pass:sesame"), "sesame").contains("of the kind ED448"));
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

TEST_CASE("No private key is nothing to complain about") { CHECK(complaint({}) == ""); }
