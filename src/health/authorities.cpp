// Where distributions keep the certificate authorities' bundle.
#include <array>
#include <fstream>

#include "health/tls.hpp"

namespace dropsweep {

std::string default_ca_file() {
  static constexpr std::array usual = {
      "/etc/ssl/certs/ca-certificates.crt",                 // Debian, Ubuntu, Alpine, Arch
      "/etc/pki/tls/certs/ca-bundle.crt",                   // Fedora, RHEL, Amazon Linux
      "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // the file that the path above links to
      "/etc/ssl/ca-bundle.pem",                             // SUSE
      "/etc/pki/tls/cacert.pem",                            // older SUSE derivatives
      "/etc/ssl/cert.pem",                                  // Alpine, the BSDs
  };
  for (const char* path : usual) {
    if (std::ifstream bundle(path); bundle && bundle.peek() != std::ifstream::traits_type::eof()) return path;
  }
  return {};
}

}  // namespace dropsweep
