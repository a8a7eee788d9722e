#include "connect/host_certificate.hpp"

#include <algorithm>

#include "connect/certificate.hpp"
#include "connect/digest.hpp"
#include "connect/known_keys.hpp"
#include "connect/signature.hpp"
#include "core/glob.hpp"

namespace dropsweep {

namespace {

using marker = known_key::marker;

std::vector<known_line> authorities(const expected_host& expected) {
  auto lines = known_about(expected.trust, expected.host, expected.port);
  std::erase_if(lines, [](const known_line& one) { return one.key.mark != marker::authority; });
  return lines;
}

bool is_revoked(const expected_host& expected, const std::string& blob) {
  return std::ranges::any_of(known_about(expected.trust, expected.host, expected.port),
                             [&](const known_line& one) { return one.key.mark == marker::revoked && one.key.blob == blob; });
}

bool names(const certificate& shown, const std::string& host) {
  const std::string name = known_hosts_name(host, 22);  // without the port: certificates know none
  return std::ranges::any_of(shown.principals, [&](const std::string& one) { return glob_matches(one, name); });
}

std::unexpected<std::string> wrong(std::string what) { return std::unexpected(std::move(what)); }

}  // namespace

bool has_authority(const expected_host& expected) { return !authorities(expected).empty(); }

std::expected<certified_key, std::string> check_host_certificate(const expected_host& expected, std::string_view blob,
                                                                 instant now) {
  const auto shown = read_certificate(blob);
  if (!shown) return wrong("cannot be read");
  if (shown->of != certificate::purpose::host) return wrong("is one for users");
  const auto known = authorities(expected);
  const auto signer = std::ranges::find(known, shown->authority, [](const known_line& one) { return one.key.blob; });
  if (signer == known.end())
    return wrong(fmt::format("is signed by the unknown authority {}", key_fingerprint(shown->authority)));
  if (is_revoked(expected, shown->authority)) return wrong("is signed by an authority that is revoked");
  if (!is_signed_by(shown->authority, shown->signed_part, shown->signature)) return wrong("has a signature that is not right");
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
  const auto today = static_cast<std::uint64_t>(std::max<decltype(seconds)>(seconds, 0));
  if (today < shown->valid_after) return wrong("is not valid yet");
  if (today >= shown->valid_before) return wrong("has expired");
  if (shown->has_critical_options) return wrong("has conditions that are not known here");
  if (!names(*shown, expected.host)) return wrong(fmt::format("is for other hosts than {}", expected.host));
  return certified_key{shown->key_blob, fmt::format("a certificate of the authority in {}", signer->where)};
}

}  // namespace dropsweep
