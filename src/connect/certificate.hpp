// OpenSSH certificates (PROTOCOL.certkeys): a public key, and what an authority says about it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dropsweep {

struct certificate {
  enum class purpose : std::uint32_t { user = 1, host = 2 };

  std::string key_blob;  // the plain public key that it is about
  purpose of = purpose::user;
  std::vector<std::string> principals;              // users or host names; none = any
  std::uint64_t valid_after = 0, valid_before = 0;  // seconds since 1970
  bool has_critical_options = false;
  std::string authority;  // the public key of who signed it
  std::string signed_part, signature;
};

// What is cut off, or of a kind of key that OpenSSH makes no certificates for, reads as nothing. Pure; the signature is not
// looked at.
std::optional<certificate> read_certificate(std::string_view blob);

// "ssh-ed25519-cert-v01@openssh.com AAAA... comment"
std::optional<certificate> read_certificate_line(std::string_view text);

}  // namespace dropsweep
