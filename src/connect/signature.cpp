#include "connect/signature.hpp"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>

#include "connect/wire_format.hpp"

namespace dropsweep {

namespace {

template <auto Free>
struct freed_by {
  template <class T>
  void operator()(T* thing) const noexcept {
    Free(thing);
  }
};
using public_key = std::unique_ptr<EVP_PKEY, freed_by<&EVP_PKEY_free>>;
using number = std::unique_ptr<BIGNUM, freed_by<&BN_free>>;

const unsigned char* octets(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

number number_of(std::string_view mpint) { return number(BN_bin2bn(octets(mpint), static_cast<int>(mpint.size()), nullptr)); }

struct curve {
  std::string_view key_type;
  const char* group;
  const EVP_MD* (*digest)();
};
constexpr std::array curves{
    curve{"ecdsa-sha2-nistp256", "prime256v1", &EVP_sha256},
    curve{"ecdsa-sha2-nistp384", "secp384r1", &EVP_sha384},
    curve{"ecdsa-sha2-nistp521", "secp521r1", &EVP_sha512},
};

template <class Fill>
public_key made_of(const char* kind, Fill fill) {
  const std::unique_ptr<OSSL_PARAM_BLD, freed_by<&OSSL_PARAM_BLD_free>> parts(OSSL_PARAM_BLD_new());
  fill(parts.get());
  const std::unique_ptr<OSSL_PARAM, freed_by<&OSSL_PARAM_free>> parameters(OSSL_PARAM_BLD_to_param(parts.get()));
  const std::unique_ptr<EVP_PKEY_CTX, freed_by<&EVP_PKEY_CTX_free>> making(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
  EVP_PKEY* made = nullptr;
  if (!parameters || EVP_PKEY_fromdata_init(making.get()) != 1) return nullptr;
  if (EVP_PKEY_fromdata(making.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) return nullptr;
  return public_key(made);
}

public_key rsa_key(wire_reader fields) {
  const auto exponent = number_of(fields.text()), modulus = number_of(fields.text());
  return made_of("RSA", [&](OSSL_PARAM_BLD* parts) {
    OSSL_PARAM_BLD_push_BN(parts, OSSL_PKEY_PARAM_RSA_N, modulus.get());
    OSSL_PARAM_BLD_push_BN(parts, OSSL_PKEY_PARAM_RSA_E, exponent.get());
  });
}

public_key ecdsa_key(wire_reader fields, const curve& over) {
  fields.text();  // the curve's name a second time
  const auto point = fields.text();
  return made_of("EC", [&](OSSL_PARAM_BLD* parts) {
    OSSL_PARAM_BLD_push_utf8_string(parts, OSSL_PKEY_PARAM_GROUP_NAME, over.group, 0);
    OSSL_PARAM_BLD_push_octet_string(parts, OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  });
}

// SSH writes r and s as two numbers, OpenSSL wants them in DER.
std::string in_der(std::string_view two_numbers) {
  wire_reader numbers(two_numbers);
  auto r = number_of(numbers.text()), s = number_of(numbers.text());
  const std::unique_ptr<ECDSA_SIG, freed_by<&ECDSA_SIG_free>> pair(ECDSA_SIG_new());
  if (ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1) return {};
  (void)r.release();
  (void)s.release();
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(pair.get(), &der);
  std::string bytes(reinterpret_cast<const char*>(der), size > 0 ? static_cast<std::size_t>(size) : 0);
  OPENSSL_free(der);
  return bytes;
}

bool verifies(const public_key& key, const EVP_MD* digest, std::string_view text, std::string_view signature) {
  if (!key) return false;
  const std::unique_ptr<EVP_MD_CTX, freed_by<&EVP_MD_CTX_free>> checking(EVP_MD_CTX_new());
  return EVP_DigestVerifyInit(checking.get(), nullptr, digest, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(checking.get(), octets(signature), signature.size(), octets(text), text.size()) == 1;
}

}  // namespace

bool is_signed_by(std::string_view key_blob, std::string_view text, std::string_view signature) {
  wire_reader fields(key_blob), made(signature);
  const auto type = fields.text(), algorithm = made.text(), bytes = made.text();
  if (type == "ssh-ed25519" && algorithm == type) {
    const auto point = fields.text();
    return verifies(public_key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, octets(point), point.size())), nullptr,
                    text, bytes);
  }
  if (type == "ssh-rsa" && algorithm == "rsa-sha2-512") return verifies(rsa_key(fields), EVP_sha512(), text, bytes);
  if (type == "ssh-rsa" && algorithm == "rsa-sha2-256") return verifies(rsa_key(fields), EVP_sha256(), text, bytes);
  const auto* over = std::ranges::find(curves, type, &curve::key_type);
  if (over != curves.end() && algorithm == type) return verifies(ecdsa_key(fields, *over), over->digest(), text, in_der(bytes));
  return false;
}

}  // namespace dropsweep
