#include "connect/private_key.hpp"

#include <algorithm>

#include "connect/openssh_key.hpp"

namespace dropsweep {

namespace {

constexpr std::string_view white = " \t\r\n\f\v";

std::string_view trimmed(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // a byte order mark, from Windows editors
  const auto first = text.find_first_not_of(white);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(white) + 1 - first);
}

}  // namespace

key_text look_at_key(std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return key_text::empty;
  if (text.starts_with("PuTTY-User-Key-File-")) return key_text::putty;
  if (text.starts_with("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY")) return key_text::ssh2;
  for (const char* type : {"ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-", "-----BEGIN PUBLIC KEY", "---- BEGIN SSH2 PUBLIC KEY",
                           "-----BEGIN RSA PUBLIC"})
    if (text.starts_with(type)) return key_text::public_key;
  if (!text.starts_with("-----BEGIN ") || !text.substr(0, text.find('\n')).contains("PRIVATE KEY-----"))
    return key_text::not_a_key;
  if (const auto header = read_openssh_header(text)) return header->cipher == "none" ? key_text::plain : key_text::encrypted;
  const bool encrypted = text.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----") || text.contains("Proc-Type: 4,ENCRYPTED");
  return encrypted ? key_text::encrypted : key_text::plain;
}

secret normalised_key(const secret& text) {
  std::string lines;
  lines.reserve(text.reveal().size() + 1);  // no second copy that would have to be wiped
  std::ranges::copy_if(trimmed(text.reveal()), std::back_inserter(lines), [](char letter) { return letter != '\r'; });
  lines += '\n';
  return secret(std::move(lines));
}

}  // namespace dropsweep
