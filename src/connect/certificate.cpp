#include "connect/certificate.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "connect/digest.hpp"
#include "connect/wire_format.hpp"

namespace dropsweep {

namespace {

constexpr std::string_view suffix = "-cert-v01@openssh.com";

struct key_kind {
  std::string_view certificate, key;
  int fields;  // strings of the public key after its type
};
constexpr std::array kinds{
    key_kind{"ssh-ed25519-cert-v01@openssh.com", "ssh-ed25519", 1},
    key_kind{"ecdsa-sha2-nistp256-cert-v01@openssh.com", "ecdsa-sha2-nistp256", 2},
    key_kind{"ecdsa-sha2-nistp384-cert-v01@openssh.com", "ecdsa-sha2-nistp384", 2},
    key_kind{"ecdsa-sha2-nistp521-cert-v01@openssh.com", "ecdsa-sha2-nistp521", 2},
    key_kind{"ssh-rsa-cert-v01@openssh.com", "ssh-rsa", 2},
    key_kind{"sk-ssh-ed25519-cert-v01@openssh.com", "sk-ssh-ed25519@openssh.com", 2},
    key_kind{"sk-ecdsa-sha2-nistp256-cert-v01@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com", 3},
};

// Strings one after another, as many as there are; false when the last is cut off.
bool read_all(std::string_view packed, std::vector<std::string>& into) {
  wire_reader list(packed);
  while (!list.rest().empty()) into.emplace_back(list.text());
  return list.complete();
}

}  // namespace

std::optional<certificate> read_certificate(std::string_view blob) {
  wire_reader reading(blob);
  const auto* kind = std::ranges::find(kinds, reading.text(), &key_kind::certificate);
  if (kind == kinds.end()) return std::nullopt;
  certificate read;
  reading.text();  // nonce
  const auto fields = reading.rest();
  for (int i = 0; i < kind->fields; ++i) reading.text();
  read.key_blob = wire_text(kind->key).append(fields.substr(0, fields.size() - reading.rest().size()));
  reading.long_number();  // serial
  read.of = certificate::purpose{reading.number()};
  reading.text();  // name for logs
  const bool readable = read_all(reading.text(), read.principals);
  read.valid_after = reading.long_number();
  read.valid_before = reading.long_number();
  read.has_critical_options = !reading.text().empty();
  reading.text();  // extensions
  reading.text();  // reserved
  read.authority = reading.text();
  read.signed_part = blob.substr(0, blob.size() - reading.rest().size());
  read.signature = reading.text();
  if (!readable || !reading.complete() || !reading.rest().empty()) return std::nullopt;
  return read;
}

std::optional<certificate> read_certificate_line(std::string_view text) {
  constexpr std::string_view white = " \t\r\n";
  text.remove_prefix(std::min(text.find_first_not_of(white), text.size()));
  const auto type = text.substr(0, text.find_first_of(white));
  if (!type.ends_with(suffix) || type.size() == text.size()) return std::nullopt;
  const auto rest = text.substr(type.size() + 1);
  const auto blob = from_base64(rest.substr(0, rest.find_first_of(white)));
  if (!blob || first_string(*blob) != type) return std::nullopt;
  return read_certificate(*blob);
}

}  // namespace dropsweep
