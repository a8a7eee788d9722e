#include "connect/private_key.hpp"

#include <algorithm>

#include "connect/digest.hpp"

namespace dropsweep {

namespace {

constexpr std::string_view white = " \t\r\n\f\v";

std::string_view trimmed(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // a byte order mark, from Windows editors
  const auto first = text.find_first_not_of(white);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(white) + 1 - first);
}

// openssh-key-v1: the magic, then the cipher's name ("none" when it is not encrypted).
bool openssh_is_encrypted(std::string_view body) {
  constexpr std::string_view magic{"openssh-key-v1\0", 15};
  std::string base64;
  for (const char letter : body) {
    if (letter == '-' || base64.size() == 64) break;
    if (!white.contains(letter)) base64 += letter;
  }
  base64.resize(base64.size() / 4 * 4);
  const auto bytes = from_base64(base64);
  return bytes && bytes->starts_with(magic) && first_string(std::string_view(*bytes).substr(magic.size())) != "none";
}

}  // namespace

key_text look_at_key(std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return key_text::empty;
  if (text.starts_with("PuTTY-User-Key-File-")) return key_text::putty;
  for (const char* type : {"ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-", "-----BEGIN PUBLIC KEY", "---- BEGIN SSH2 PUBLIC KEY",
                           "-----BEGIN RSA PUBLIC"})
    if (text.starts_with(type)) return key_text::public_key;
  if (!text.starts_with("-----BEGIN ") || !text.substr(0, text.find('\n')).contains("PRIVATE KEY-----"))
    return key_text::not_a_key;
  if (text.starts_with("-----BEGIN OPENSSH PRIVATE KEY-----"))
    return openssh_is_encrypted(text.substr(text.find('\n') + 1)) ? key_text::encrypted : key_text::plain;
  const bool encrypted = text.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----") || text.contains("Proc-Type: 4,ENCRYPTED");
  return encrypted ? key_text::encrypted : key_text::plain;
}

bool is_certificate(std::string_view text) {
  text = trimmed(text);
  const auto type = text.substr(0, text.find(' '));
  if (!type.ends_with("-cert-v01@openssh.com") || type.size() == text.size()) return false;
  const auto rest = text.substr(type.size() + 1);
  const auto blob = from_base64(rest.substr(0, rest.find_first_of(white)));
  return blob && first_string(*blob) == type;
}

secret normalised_key(const secret& text) {
  std::string lines;
  lines.reserve(text.reveal().size() + 1);  // no second copy that would have to be wiped
  std::ranges::copy_if(trimmed(text.reveal()), std::back_inserter(lines), [](char letter) { return letter != '\r'; });
  lines += '\n';
  return secret(std::move(lines));
}

}  // namespace dropsweep
