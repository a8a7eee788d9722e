#include <doctest/doctest.h>

#include "authority.hpp"
#include "connect/certificate.hpp"
#include "connect/host_certificate.hpp"
#include "connect/signature.hpp"

using namespace dropsweep;
using dropsweep::test::authority;

namespace {

const std::string names_host = "-h -n web.example,*.shop.example -V 20260101000000Z:20270101000000Z";
const instant mid_2026 = parse_instant("2026-07-01T00:00:00Z").value();

host_trust trusting(const std::string& lines) { return {{{"the input known-hosts", lines}}, {}}; }

std::string authority_line(const authority& ca, const std::string& hosts = "*.example") {
  return "@cert-authority " + hosts + " " + ca.file("ca.pub");
}

// "" when the certificate vouches for its key, else what is wrong with it.
std::string complaint(const host_trust& trust, const std::string& blob, const std::string& host = "web.example",
                      unsigned port = 22, instant now = mid_2026) {
  const auto checked = check_host_certificate({host, port, trust, {}, {}}, blob, now);
  return checked ? "" : checked.error();
}

}  // namespace

TEST_CASE("A host certificate vouches for its key, whatever types authority and host are of") {
  for (const std::string type : {"-t ed25519", "-t ecdsa -b 256", "-t ecdsa -b 384", "-t ecdsa -b 521", "-t rsa -b 2048"}) {
    CAPTURE(type);
    const authority ca(type);
    ca.certify("host", type, names_host);
    const auto trust = trusting("\n" + authority_line(ca));
    const auto checked = check_host_certificate({"web.example", 22, trust, {}, {}}, ca.blob_of("host-cert.pub"), mid_2026);
    REQUIRE(checked);
    CHECK(checked->blob == ca.blob_of("host.pub"));
    CHECK(checked->evidence == "a certificate of the authority in line 2 of the input known-hosts");
  }
}

TEST_CASE("Not a bit of a certificate can be changed") {
  const authority ca;
  ca.certify("host", "-t ed25519", names_host);
  const auto trust = trusting(authority_line(ca));
  const auto blob = ca.blob_of("host-cert.pub");
  REQUIRE(complaint(trust, blob) == "");
  for (std::size_t at = 0; at < blob.size(); ++at) {
    auto changed = blob;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    CHECK(complaint(trust, changed) != "");
  }
}

TEST_CASE("A certificate counts for the hosts that it names, while it is valid, from an authority that is known for the host") {
  const authority ca;
  ca.certify("host", "-t ed25519", names_host);
  const auto blob = ca.blob_of("host-cert.pub");
  const auto trust = trusting(authority_line(ca));
  CHECK(complaint(trust, blob, "WEB.example") == "");
  CHECK(complaint(trust, blob, "db.shop.example") == "");
  CHECK(complaint(trust, blob, "web.example", 2222) == "");
  CHECK(complaint(trust, blob, "db.example") == "is for other hosts than db.example");
  CHECK(complaint(trusting(authority_line(ca, "other.test")), blob).starts_with("is signed by the unknown authority SHA256:"));
  CHECK(complaint(trusting("web.example " + ca.file("ca.pub")), blob).starts_with("is signed by the unknown authority"));
  CHECK(complaint(trust, blob, "web.example", 22, *parse_instant("2025-12-31T23:59:59Z")) == "is not valid yet");
  CHECK(complaint(trust, blob, "web.example", 22, *parse_instant("2027-01-01T00:00:00Z")) == "has expired");
  CHECK(complaint(trusting(authority_line(ca) + "@revoked * " + ca.file("ca.pub")), blob) ==
        "is signed by an authority that is revoked");
}

TEST_CASE("Certificates for users, for no host by name, and what is no certificate vouch for nothing") {
  const authority ca;
  const auto trust = trusting(authority_line(ca));
  ca.certify("user", "-t ed25519", "-n web.example");
  ca.certify("anything", "-t ed25519", "-h");
  CHECK(complaint(trust, ca.blob_of("user-cert.pub")) == "is one for users");
  CHECK(complaint(trust, ca.blob_of("anything-cert.pub")) == "is for other hosts than web.example");
  CHECK(complaint(trust, ca.blob_of("user.pub")) == "cannot be read");
  CHECK(complaint(trust, "") == "cannot be read");
}

TEST_CASE("SHA-1 and another key's algorithm make no signature") {
  CHECK_FALSE(is_signed_by("", "text", ""));
  const authority ca("-t rsa -b 2048");
  ca.certify("host", "-t ed25519", names_host);
  const auto shown = read_certificate(ca.blob_of("host-cert.pub"));
  REQUIRE(is_signed_by(shown->authority, shown->signed_part, shown->signature));
  auto renamed = shown->signature;
  renamed.replace(renamed.find("rsa-sha2-512"), 12, "rsa-sha2-256");
  CHECK_FALSE(is_signed_by(shown->authority, shown->signed_part, renamed));
  ca.run("ssh-keygen -q -s ca -t ssh-rsa -I test -h -n web.example host.pub");
  CHECK(complaint(trusting(authority_line(ca)), ca.blob_of("host-cert.pub")) == "has a signature that is not right");
}
