#include "inputs/scalars.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

namespace dropsweep {

namespace {

using namespace std::chrono_literals;

constexpr span longest_wait = 24h;
constexpr std::size_t longest_socket_path = 107;  // sun_path has 108 bytes with its closing zero

}  // namespace

parsed<bool> parse_yes_or_no(std::string_view text) {
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  return std::unexpected(fmt::format("{} is neither true nor false", shown(text)));
}

parsed<unsigned> parse_number(std::string_view text, unsigned least, unsigned most) {
  unsigned value = 0;
  const auto* end = text.data() + text.size();
  // from_chars alone would stop at the first character that is no digit.
  if (!text.empty() && std::ranges::all_of(text, is_digit)) {
    const auto [at, problem] = std::from_chars(text.data(), end, value);
    if (problem == std::errc{} && at == end && value >= least && value <= most) return value;
  }
  return std::unexpected(fmt::format("{} is no whole number from {} to {}", shown(text), least, most));
}

parsed<int> parse_percent(std::string_view text) {
  const auto digits = text.ends_with('%') ? trimmed(text.substr(0, text.size() - 1)) : text;
  if (const auto value = parse_number(digits, 0, 100)) return static_cast<int>(*value);
  return std::unexpected(fmt::format("{} is no percentage; write a whole number from 0 to 100", shown(text)));
}

parsed<byte_count> parse_size(std::string_view text) {
  if (const auto size = parse_bytes(text); size && size->value > 0) return *size;
  return std::unexpected(fmt::format("{} is no size; write for example 500MB or 3GiB", shown(text)));
}

parsed<span> parse_duration(std::string_view text) {
  if (const auto length = parse_span(text)) return *length;
  return std::unexpected(fmt::format("{} is no duration; write for example 90s, 10m, 1h30m or 7d", shown(text)));
}

parsed<span> parse_waiting_time(std::string_view text) {
  auto length = parse_duration(text);
  if (length && *length > longest_wait) {
    return std::unexpected(fmt::format("{} is too long to wait; {} is the most", shown(text), format_span(longest_wait)));
  }
  return length;
}

parsed<std::string> parse_socket_path(std::string_view text) {
  if (!text.starts_with('/') || !is_made_of(text, "/._-")) {
    // It may become a word of a command that the droplet's shell reads.
    return std::unexpected(
        fmt::format("{} is no path that can be used; it must be absolute and of letters, digits and / . _ - alone, "
                    "for it may become part of a command on the droplet; write for example /var/run/docker.sock",
                    shown(text)));
  }
  if (text.size() > longest_socket_path) {
    return std::unexpected(
        fmt::format("{} is longer than the {} bytes that a socket's path may have", shown(text), longest_socket_path));
  }
  return std::string(text);
}

parsed<volume_scope> parse_volume_scope(std::string_view text) {
  for (const auto scope : {volume_scope::none, volume_scope::anonymous, volume_scope::named}) {
    if (text == name(scope)) return scope;
  }
  return std::unexpected(fmt::format("{} is none of none, anonymous, named", shown(text)));
}

parsed<busy_settings> parse_when_busy(std::string_view text) {
  busy_settings read{.as_given = std::string(text)};
  constexpr std::string_view waits = "wait=";
  if (text.starts_with(waits)) {
    const auto patience = parse_waiting_time(text.substr(waits.size()));
    if (!patience) return std::unexpected(patience.error());
    read.patience = *patience;
  } else if (text == "skip") {
    read.then = when_busy::skip;
  } else if (text == "narrow") {
    read.then = when_busy::narrow;
  } else if (text != "wait") {
    return std::unexpected(fmt::format("{} is none of wait, skip and narrow; for example wait, or wait=5m", shown(text)));
  }
  return read;
}

parsed<restarts> parse_restarts(std::string_view text) {
  if (text == "none") return restarts::none;
  if (text == "unhealthy") return restarts::unhealthy;
  if (text == "rolling") return restarts::rolling;
  return std::unexpected(fmt::format("{} is none of none, unhealthy and rolling", shown(text)));
}

parsed<std::vector<fail_cause>> parse_fail_on(std::string_view text) {
  std::vector<fail_cause> causes;
  const auto words = pieces_of(text);
  for (const auto word : words) {
    if (word == "error") {
      causes.push_back(fail_cause::error);
    } else if (word == "partial") {
      causes.push_back(fail_cause::partial);
    } else if (word == "unhealthy") {
      causes.push_back(fail_cause::unhealthy);
    } else if (word != "never") {
      return std::unexpected(fmt::format("{} is none of error, partial, unhealthy, nor never alone", shown(word)));
    } else if (words.size() > 1) {
      return std::unexpected(fmt::format("{} names never and something else; never stands alone", shown(text)));
    }
  }
  return causes;
}

parsed<std::vector<host_fingerprint>> parse_fingerprints(std::string_view text) {
  constexpr std::string_view start = "SHA256:";
  constexpr std::string_view how =
      "write it as ssh-keygen -lf prints it: SHA256: and 43 characters, with HOST= before it for one host";
  std::vector<host_fingerprint> fingerprints;
  for (const auto piece : pieces_of(text)) {
    if (lower_case(piece).contains("md5:")) {
      return std::unexpected(fmt::format("{} is an MD5 fingerprint, which can be forged; {}", shown(piece), how));
    }
    const auto at = std::min(piece.find(start), piece.size());
    const auto digits = piece.substr(std::min(at + start.size(), piece.size()));
    auto host = piece.substr(0, at);
    const bool bound = host.ends_with('=');
    if (bound) host.remove_suffix(1);
    if (digits.size() != 43 || !is_made_of(digits, "+/") || bound == host.empty() || (bound && !is_made_of(host, ".:-_[]*?"))) {
      return std::unexpected(fmt::format("{} is no fingerprint; {}", shown(piece), how));
    }
    fingerprints.push_back({lower_case(host), std::string(piece.substr(at))});
  }
  return fingerprints;
}

}  // namespace dropsweep
