#include "connect/known_hosts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "connect/digest.hpp"
#include "connect/wire_format.hpp"
#include "core/glob.hpp"

namespace dropsweep {

namespace {

constexpr std::string_view blanks = " \t\r";

std::string_view next_word(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
  const auto word = line.substr(0, line.find_first_of(blanks));
  line.remove_prefix(word.size());
  return word;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& letter : result)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return result;
}

// |1|base64(salt)|base64(HMAC-SHA1(salt, name))
bool means_hashed(std::string_view field, std::string_view name) {
  field.remove_prefix(3);
  const auto bar = field.find('|');
  if (bar == std::string_view::npos) return false;
  const auto salt = from_base64(field.substr(0, bar));
  const auto digest = from_base64(field.substr(bar + 1));
  return salt && digest && hmac_sha1(*salt, name) == *digest;
}

bool read_line(std::string_view line, known_key& key) {
  auto word = next_word(line);
  if (word.empty() || word.starts_with('#')) return false;
  if (word.starts_with('@')) {
    if (word == "@revoked")
      key.mark = known_key::marker::revoked;
    else if (word == "@cert-authority")
      key.mark = known_key::marker::authority;
    else
      return false;
    word = next_word(line);
  }
  key.hosts = word;
  key.type = next_word(line);
  auto blob = from_base64(next_word(line));
  if (!blob || first_string(*blob) != key.type) return false;
  key.blob = std::move(*blob);
  return true;
}

}  // namespace

std::vector<known_key> read_known_hosts(std::string_view text) {
  std::vector<known_key> keys;
  for (unsigned number = 1; !text.empty(); ++number) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    known_key key;
    key.line = number;
    if (read_line(line, key)) keys.push_back(std::move(key));
  }
  return keys;
}

std::string known_hosts_name(std::string_view host, unsigned port) {
  return port == 22 ? lower(host) : fmt::format("[{}]:{}", lower(host), port);
}

bool means_host(std::string_view hosts, std::string_view name) {
  if (hosts.starts_with("|1|")) return means_hashed(hosts, name);
  bool found = false;
  while (!hosts.empty()) {
    auto pattern = hosts.substr(0, hosts.find(','));
    hosts.remove_prefix(std::min(pattern.size() + 1, hosts.size()));
    const bool negated = pattern.starts_with('!');
    if (negated) pattern.remove_prefix(1);
    if (pattern.empty() || !glob_matches(lower(pattern), name)) continue;
    if (negated) return false;
    found = true;
  }
  return found;
}

}  // namespace dropsweep
