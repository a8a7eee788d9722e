#include <doctest/doctest.h>

#include "authority.hpp"
#include "connect/private_key.hpp"

using namespace dropsweep;
using dropsweep::test::authority;

namespace {

credentials with(const std::string& key, const std::string& certificate) {
  credentials given;
  given.private_key = secret(std::string(key));
  given.certificate = certificate;
  return given;
}

std::string complaint(const credentials& given) {
  const auto checked = inspect_credentials(given);
  return checked ? "" : checked.error().seen;
}

}  // namespace

TEST_CASE("Certificates of every type tell their key, whom they are for and who signed them") {
  const authority ca;
  for (const std::string type : {"ed25519", "ecdsa -b 256", "ecdsa -b 384", "ecdsa -b 521", "rsa -b 2048"}) {
    CAPTURE(type);
    const auto name = std::to_string(std::hash<std::string>{}(type));
    const auto line = ca.certify(name, "-t " + type, "-n root,deploy -V 20260101000000Z:20270101000000Z");
    const auto read = read_certificate_line(line);
    REQUIRE(read);
    CHECK(read->key_blob == ca.blob_of(name + ".pub"));
    CHECK(read->authority == ca.blob_of("ca.pub"));
    CHECK(read->of == certificate::purpose::user);
    CHECK(read->principals == std::vector<std::string>{"root", "deploy"});
    CHECK(read->valid_before - read->valid_after == 365 * 24 * 3600);
    CHECK_FALSE(read->has_critical_options);
    CHECK(complaint(with(ca.file(name), line)) == "");
  }
}

TEST_CASE("Host certificates, forced commands and certificates for anybody are told apart") {
  const authority ca;
  const auto host = read_certificate_line(ca.certify("host", "-t ed25519", "-h -n web.example"));
  REQUIRE(host);
  CHECK(host->of == certificate::purpose::host);
  CHECK(read_certificate_line(ca.certify("forced", "-t ed25519", "-n root -O force-command=true"))->has_critical_options);
  const auto anybody = read_certificate_line(ca.certify("anybody", "-t ed25519", ""));
  CHECK(anybody->principals.empty());
  CHECK(anybody->valid_before == ~std::uint64_t{0});
}

TEST_CASE("A certificate that does not belong to the key is an error of the inputs") {
  const authority ca;
  const auto line = ca.certify("mine", "-t ed25519", "-n root");
  const auto others = ca.certify("other", "-t ed25519", "-n root"), hosts = ca.certify("host", "-t ed25519", "-h");
  CHECK(complaint(with(ca.file("mine"), others)).starts_with("The input ssh-certificate belongs to the key SHA256:"));
  CHECK(complaint(with(ca.file("host"), hosts)) == "The input ssh-certificate is a host's certificate, not a user's.");
  for (const auto& text : {std::string("nonsense"), ca.file("mine.pub"), std::string("ssh-ed25519-cert-v01@openssh.com"),
                           std::string("ssh-ed25519-cert-v01@openssh.com AAAA")})
    CHECK(complaint(with(ca.file("mine"), text)) == "The input ssh-certificate is not an SSH certificate.");
  CHECK(complaint(with("", line)) == "There is an ssh-certificate and no private key that it belongs to.");
}

TEST_CASE("A certificate that was cut off anywhere or has more behind it is none") {
  const authority ca;
  ca.certify("mine", "-t rsa -b 2048", "-n root,deploy");
  const auto blob = ca.blob_of("mine-cert.pub");
  REQUIRE(read_certificate(blob));
  for (std::size_t size = 0; size < blob.size(); ++size) CHECK_FALSE(read_certificate(blob.substr(0, size)));
  CHECK_FALSE(read_certificate(blob + '\0'));
}
