// Host certificates as a server shows them, bytes or a line: a certificate is all of its bytes and nothing else, and none vouches
// for a key unless its authority signed it, for this host and this day.
#include <algorithm>

#include "connect/certificate.hpp"
#include "connect/digest.hpp"
#include "connect/host_certificate.hpp"
#include "connect/known_hosts.hpp"
#include "connect/openssh_key.hpp"
#include "connect/signature.hpp"
#include "connect/wire_format.hpp"
#include "core/glob.hpp"
#include "fuzz/promise.hpp"

namespace dropsweep::fuzz::certificates_fuzzer {

namespace {

// A day within the validity of the seeds.
const instant today = *parse_instant("2026-03-01T12:00:00Z");

void must_be_whole(const certificate& read, std::string_view blob) {
  must(std::string(read.signed_part).append(wire_text(read.signature)) == blob, "a part that nobody signed");
  must(read.signed_part.ends_with(wire_text(read.authority)), "an authority that stands elsewhere");
  must(blob.contains(std::string_view(read.key_blob).substr(4 + first_string(read.key_blob).size())), "a key of its own");
}

// With its own authority known, and nothing else.
void must_deserve_trust(const certificate& read, std::string_view blob, const std::string& host) {
  const auto line = "@cert-authority * " + std::string(first_string(read.authority)) + " " + to_base64(read.authority);
  const host_trust trust{.known_hosts = {{.source = "the input known-hosts", .lines = line}}, .fingerprints = {}};
  const auto key = check_host_certificate({.host = host, .trust = trust}, blob, today);
  if (!key) return must_be_visible(key.error());
  must(is_signed_by(read.authority, read.signed_part, read.signature), "trusted without a signature");
  must(read.of == certificate::purpose::host && !read.has_critical_options && key->blob == read.key_blob,
       "trusted for another use");
  must(std::ranges::any_of(read.principals, [&](const std::string& one) { return glob_matches(one, host); }),
       "trusted for another");
  const auto seconds = std::chrono::floor<std::chrono::seconds>(today).time_since_epoch().count();
  const auto now = static_cast<std::uint64_t>(seconds);
  must(read.valid_after <= now && now < read.valid_before, "trusted on another day");
}

}  // namespace

FUZZER(certificates) {
  const auto text = text_of(data, size);
  if (const auto header = read_openssh_header(text))
    must(header->cipher.size() + header->type.size() < 256, "more than its start");
  const auto line = read_certificate_line(text);
  const auto word = text.substr(std::min(text.find(' '), size));
  const auto decoded = from_base64(word.empty() ? word : word.substr(1, word.find_first_of(" \t\r\n", 1) - 1));
  const std::string blob = decoded ? *decoded : std::string(text);
  const auto read = read_certificate(blob);
  must(!line || (read && read->signature == line->signature), "a line's certificate is another one");
  if (!read) return 0;
  must_be_whole(*read, blob);
  must_deserve_trust(*read, blob, "example.org");
  return 0;
}

}  // namespace dropsweep::fuzz::certificates_fuzzer
