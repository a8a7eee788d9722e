#include "health/tls.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/sslerr.h>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>

#include "health/certificate.hpp"
#include "health/tls_stream.hpp"

namespace dropsweep {

namespace {

std::unexpected<net_error> failed(net_failure what, std::string detail) {
  return std::unexpected(net_error{what, std::move(detail), {}});
}

std::unique_ptr<asio::ssl::context> make_context() {
  auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_client);
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  SSL_CTX_set_mode(context->native_handle(), SSL_MODE_RELEASE_BUFFERS);
  return context;
}

bool read_authorities(SSL_CTX* context, const tls_trust& from) {
  // An intermediate that somebody named on purpose is trusted as it stands, as curl does.
  X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context), X509_V_FLAG_PARTIAL_CHAIN);
  ERR_clear_error();
  const bool file = from.file.empty() || SSL_CTX_load_verify_file(context, from.file.c_str()) == 1;
  const bool directory = from.directory.empty() || SSL_CTX_load_verify_dir(context, from.directory.c_str()) == 1;
  ERR_clear_error();
  return file && directory;
}

bool is_address(const std::string& host) {
  boost::system::error_code ignored;
  asio::ip::make_address(host, ignored);
  return !ignored;
}

// SNI, for names only (RFC 6066). This is SSL_set_tlsext_host_name, a macro whose cast our warnings do not let pass.
void name_host(SSL* ssl, std::string& host) {
  SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, host.data());
}

void expect_host(SSL* ssl, const std::string& host) {
  auto* rules = SSL_get0_param(ssl);
  if (is_address(host)) {
    X509_VERIFY_PARAM_set1_ip_asc(rules, host.c_str());
  } else {
    X509_VERIFY_PARAM_set_hostflags(rules, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    X509_VERIFY_PARAM_set1_host(rules, host.c_str(), host.size());
  }
}

net_error handshake_failure(const boost::system::error_code& code) {
  if (code == asio::error::eof || code == asio::ssl::error::stream_truncated)
    return {net_failure::closed, "the other side closed the connection during the TLS handshake", {}};
  if (code.category() != asio::error::get_ssl_category()) return to_net_error(code);
  switch (ERR_GET_REASON(static_cast<unsigned long>(code.value()))) {
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_HTTP_REQUEST:
    case SSL_R_PACKET_LENGTH_TOO_LONG:
    case SSL_R_RECORD_LAYER_FAILURE:
    case SSL_R_UNEXPECTED_MESSAGE:
      return {net_failure::other, "the other side does not speak TLS: is the address http:// instead?", {}};
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
      return {net_failure::unsupported, "the other side offers neither TLS 1.2 nor TLS 1.3", {}};
    default: return {net_failure::other, fmt::format("the TLS handshake failed: {}", code.message()), {}};
  }
}

}  // namespace

tls_client::tls_client(tls_trust trust) : trust_(std::move(trust)) {}
tls_client::tls_client(tls_client&&) noexcept = default;
tls_client& tls_client::operator=(tls_client&&) noexcept = default;
tls_client::~tls_client() = default;

net_result<asio::ssl::context*> tls_client::context_for(verification verify) {
  if (verify == verification::off) {
    if (!trusting_) trusting_ = make_context();
    return trusting_.get();
  }
  if (verifying_) return verifying_.get();
  auto from = trust_;
  if (from.file.empty() && from.directory.empty()) from.file = default_ca_file();
  if (from.file.empty() && from.directory.empty())
    return failed(net_failure::not_there,
                  "this machine has no certificate authorities to verify it with: install ca-certificates, or name a bundle in "
                  "SSL_CERT_FILE");
  auto context = make_context();
  if (!read_authorities(context->native_handle(), from))
    return failed(
        net_failure::not_there,
        fmt::format(
            "the certificate authorities in {} cannot be read: SSL_CERT_FILE must name a PEM bundle, SSL_CERT_DIR a folder",
            from.file.empty() ? from.directory : from.file));
  verifying_ = std::move(context);
  return verifying_.get();
}

task<net_result<std::unique_ptr<byte_stream>>> tls_client::secure(std::unique_ptr<byte_stream> under, std::string host,
                                                                  verification verify) {
  const auto context = context_for(verify);
  if (!context) co_return std::unexpected(context.error());
  if (host.ends_with('.')) host.pop_back();  // "example.org." is a full name to DNS, but no name that certificates have

  auto stream = std::make_unique<tls_stream>(std::move(under), **context);
  auto& ssl = stream->ssl();
  if (!is_address(host)) name_host(ssl.native_handle(), host);
  std::string flaw;
  boost::system::error_code code;
  if (verify == verification::on) {
    expect_host(ssl.native_handle(), host);
    ssl.set_verify_mode(asio::ssl::verify_peer, code);
    ssl.set_verify_callback(
        [&flaw, &host](bool accepted, asio::ssl::verify_context& seen) {
          if (!accepted) flaw = describe_flaw(seen.native_handle(), host);
          return accepted;
        },
        code);
  }
  std::tie(code) = co_await ssl.async_handshake(asio::ssl::stream_base::client, asio::as_tuple(asio::use_awaitable));
  // The stream lives longer than what the callback refers to; TLS 1.3 has no second handshake, 1.2 could ask for one.
  // No compressed certificates (RFC 8879): a decompressor is one more thing for a stranger to feed.
  SSL_set_options(ssl.native_handle(),
                  SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_RX_CERTIFICATE_COMPRESSION | SSL_OP_NO_TX_CERTIFICATE_COMPRESSION);
  if (!flaw.empty()) co_return failed(net_failure::other, flaw);
  if (code) co_return std::unexpected(handshake_failure(code));
  co_return stream;
}

}  // namespace dropsweep
