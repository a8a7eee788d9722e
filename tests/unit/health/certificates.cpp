#include "unit/health/certificates.hpp"

#include <doctest/doctest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <unistd.h>

#include <fstream>

namespace dropsweep::testing {

namespace {

void add_extension(X509* certificate, int kind, const std::string& value) {
  X509V3_CTX context{};
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  auto* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  REQUIRE(extension != nullptr);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

template <class Write>
std::string written(Write write) {
  auto* memory = BIO_new(BIO_s_mem());
  REQUIRE(write(memory) == 1);
  std::string text(65536, '\0');
  text.resize(static_cast<std::size_t>(BIO_read(memory, text.data(), static_cast<int>(text.size()))));
  BIO_free(memory);
  return text;
}

long seconds(span length) { return static_cast<long>(std::chrono::duration_cast<std::chrono::seconds>(length).count()); }

long next_serial() {
  static long serial = 1000;
  return ++serial;
}

}  // namespace

std::string identity::certificate_pem() const {
  return written([this](BIO* to) { return PEM_write_bio_X509(to, certificate.get()); });
}

std::string identity::key_pem() const {
  return written([this](BIO* to) { return PEM_write_bio_PrivateKey(to, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
}

identity make_identity(const wanted_certificate& wanted, const identity* issuer) {
  identity made;
  made.key.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  made.certificate.reset(X509_new());
  auto* certificate = made.certificate.get();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), next_serial());
  X509_gmtime_adj(X509_getm_notBefore(certificate), seconds(wanted.from));
  X509_gmtime_adj(X509_getm_notAfter(certificate), seconds(wanted.until));
  X509_set_pubkey(certificate, made.key.get());

  const std::vector<unsigned char> name(wanted.common_name.begin(), wanted.common_name.end());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8, name.data(), static_cast<int>(name.size()),
                             -1, 0);
  X509_set_issuer_name(certificate, X509_get_subject_name(issuer != nullptr ? issuer->certificate.get() : certificate));

  add_extension(certificate, NID_basic_constraints, wanted.authority ? "critical,CA:TRUE" : "CA:FALSE");
  if (!wanted.alternative_names.empty()) add_extension(certificate, NID_subject_alt_name, wanted.alternative_names);
  REQUIRE(X509_sign(certificate, issuer != nullptr ? issuer->key.get() : made.key.get(), EVP_sha256()) > 0);
  return made;
}

temporary_file::temporary_file(const std::string& content) {
  auto pattern = (std::filesystem::temp_directory_path() / "health-XXXXXX").string();
  const int descriptor = mkstemp(pattern.data());
  REQUIRE(descriptor >= 0);
  close(descriptor);
  path_ = pattern;
  std::ofstream(path_) << content;
}

temporary_file::~temporary_file() {
  if (!path_.empty()) std::filesystem::remove(path_);
}

}  // namespace dropsweep::testing
