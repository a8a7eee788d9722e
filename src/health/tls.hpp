// TLS for probes: one client for the whole process, its certificate authorities read from disk when the first verified service
// asks.
#pragma once

#include <memory>
#include <string>

#include "net/deadline.hpp"

namespace boost::asio::ssl {
class context;
}

namespace dropsweep {

// Whom to trust: SSL_CERT_FILE and SSL_CERT_DIR as inputs/ read them; "" = not said. With neither, `default_ca_file()`; what is
// said is used alone.
struct tls_trust {
  std::string file;
  std::string directory;  // hashed, as `openssl rehash` leaves it; several are separated by ':'
};

// The first of the distributions' usual bundles that is there and readable; "" when none is. A statically linked OpenSSL knows
// only the folder of the distribution that it was built on.
std::string default_ca_file();

enum class verification : bool { off, on };

class tls_client {
 public:
  explicit tls_client(tls_trust trust = {});
  tls_client(tls_client&&) noexcept;
  tls_client& operator=(tls_client&&) noexcept;
  ~tls_client();

  // The handshake (TLS 1.2 or newer, SNI for names) over `under`, then a stream of the plain bytes. With verification the
  // certificate must be valid now, issued for `host` (a name or an address) and vouched for by an authority; a flaw is named with
  // what to do. Cancellation ends it as net_failure::cancelled. The stream may outlive this client.
  task<net_result<std::unique_ptr<byte_stream>>> secure(std::unique_ptr<byte_stream> under, std::string host,
                                                        verification verify);

  // Whether the certificate authorities were read yet: Debian's bundle costs 1.5 MB and 10 ms.
  bool authorities_read() const noexcept { return verifying_ != nullptr; }

 private:
  net_result<asio::ssl::context*> context_for(verification verify);

  tls_trust trust_;
  std::unique_ptr<asio::ssl::context> verifying_;
  std::unique_ptr<asio::ssl::context> trusting_;
};

}  // namespace dropsweep
