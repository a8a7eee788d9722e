// Certificates made in memory, good and flawed ones.
#pragma once

#include <openssl/x509.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/time.hpp"

namespace dropsweep::testing {

struct freed_by_openssl {
  void operator()(X509* it) const { X509_free(it); }
  void operator()(EVP_PKEY* it) const { EVP_PKEY_free(it); }
};

struct identity {
  std::unique_ptr<X509, freed_by_openssl> certificate;
  std::unique_ptr<EVP_PKEY, freed_by_openssl> key;

  std::string certificate_pem() const;
  std::string key_pem() const;
};

struct wanted_certificate {
  std::string common_name;
  std::string alternative_names;  // as in openssl.cnf: "DNS:localhost,IP:127.0.0.1"; "" = none
  span from = -std::chrono::hours(24);
  span until = std::chrono::hours(24);
  bool authority = false;
};

// Signed by `issuer`, or by itself.
identity make_identity(const wanted_certificate& wanted, const identity* issuer = nullptr);

// A file that goes with its owner.
class temporary_file {
 public:
  explicit temporary_file(const std::string& content);
  temporary_file(temporary_file&& other) noexcept = default;
  ~temporary_file();
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace dropsweep::testing
