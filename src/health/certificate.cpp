#include "health/certificate.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <openssl/x509v3.h>

#include <boost/asio/ip/address.hpp>
#include <ctime>
#include <memory>
#include <span>
#include <vector>

#include "core/escape.hpp"

namespace dropsweep {

namespace {

struct general_names_freer {
  void operator()(GENERAL_NAMES* names) const { GENERAL_NAMES_free(names); }
};

constexpr std::size_t names_shown = 3;

std::span<const unsigned char> bytes_of(const ASN1_STRING* text) {
  return {ASN1_STRING_get0_data(text), static_cast<std::size_t>(ASN1_STRING_length(text))};
}

std::string address_text(std::span<const unsigned char> bytes) {
  namespace ip = boost::asio::ip;
  if (bytes.size() == 4)
    return ip::make_address_v4(ip::address_v4::bytes_type{bytes[0], bytes[1], bytes[2], bytes[3]}).to_string();
  if (bytes.size() != 16) return {};
  ip::address_v6::bytes_type v6;
  std::ranges::copy(bytes, v6.begin());
  return ip::make_address_v6(v6).to_string();
}

std::string alternative_name(const GENERAL_NAME* name) {
  if (name->type == GEN_IPADD) return address_text(bytes_of(name->d.iPAddress));
  if (name->type != GEN_DNS) return {};
  const auto bytes = bytes_of(name->d.dNSName);
  return visible(std::string(bytes.begin(), bytes.end()), 80);
}

// "example.org, www.example.org and 4 more"; a certificate may carry thousands.
std::string names_in(const X509* certificate) {
  if (certificate == nullptr) return {};
  const std::unique_ptr<GENERAL_NAMES, general_names_freer> names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  if (!names) return {};
  std::vector<std::string> shown;
  std::size_t more = 0;
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
    auto name = alternative_name(sk_GENERAL_NAME_value(names.get(), i));
    if (name.empty()) continue;
    if (shown.size() < names_shown) {
      shown.push_back(std::move(name));
    } else {
      ++more;
    }
  }
  std::string text = fmt::format("{}", fmt::join(shown, ", "));
  if (more > 0) text += fmt::format(" and {} more", more);
  return text;
}

std::string day(const ASN1_TIME* moment) {
  std::tm parts{};
  if (moment == nullptr || ASN1_TIME_to_tm(moment, &parts) != 1) return "an unreadable date";
  return fmt::format("{:04}-{:02}-{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

std::string wrong_names(const X509* leaf, std::string_view host) {
  const auto names = names_in(leaf);
  return fmt::format("the certificate is issued for {}, not for {}: ask the service by a name that its certificate has",
                     names.empty() ? "no name at all" : "other names (" + names + ")", visible(host, 80));
}

}  // namespace

std::string describe_flaw(X509_STORE_CTX* seen, std::string_view host) {
  const int code = X509_STORE_CTX_get_error(seen);
  const X509* certificate = X509_STORE_CTX_get_current_cert(seen);
  const bool leaf = X509_STORE_CTX_get_error_depth(seen) == 0;
  const std::string which = leaf ? "the certificate" : "the certificate of an authority in the chain";
  switch (code) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return fmt::format("{} expired on {}: renew it on the server", which,
                         day(certificate ? X509_get0_notAfter(certificate) : nullptr));
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return fmt::format("{} is not valid before {}: check the clocks of this machine and of whoever issued it", which,
                         day(certificate ? X509_get0_notBefore(certificate) : nullptr));
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH: return wrong_names(X509_STORE_CTX_get0_cert(seen), host);
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return "the certificate is self-signed, so that nobody vouches for it: name it in SSL_CERT_FILE, or ask the service from "
             "the "
             "droplet at a loopback address";
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
      return "the certificate comes from an authority that is not trusted here: name a private authority in SSL_CERT_FILE";
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return "the certificate's issuer is not known here: the server must send the whole chain (fullchain.pem), or a private "
             "authority "
             "be named in SSL_CERT_FILE";
    default: return fmt::format("{} is not accepted: {}", which, X509_verify_cert_error_string(code));
  }
}

}  // namespace dropsweep
