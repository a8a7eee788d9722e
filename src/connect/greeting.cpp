#include "connect/greeting.hpp"

#include <algorithm>

#include "connect/wire_format.hpp"

namespace dropsweep {

namespace {

constexpr char ssh_msg_kexinit = 20;

std::vector<std::string> split(std::string_view names) {
  std::vector<std::string> result;
  while (!names.empty()) {
    const auto name = names.substr(0, names.find(','));
    names.remove_prefix(std::min(name.size() + 1, names.size()));
    // ext-info-s and kex-strict-s are flags in the guise of names.
    if (!name.empty() && !name.starts_with("ext-info-") && !name.starts_with("kex-strict-")) result.emplace_back(name);
  }
  return result;
}

// RFC 4253: packet length (4), padding length (1), payload: type (1), cookie (16), ten name-lists. The length is written as that
// of a string is.
std::optional<greeting::offer> read_kexinit(std::string_view packet) {
  const auto whole = first_string(packet);
  if (whole.size() < 2 || whole[1] != ssh_msg_kexinit) return std::nullopt;  // or not all of it is here yet
  wire_reader lists(whole.substr(1));
  lists.skip(1 + 16);
  if (!lists.complete()) return std::nullopt;  // it ends before its lists
  greeting::offer offered;
  offered.key_exchange = split(lists.text());
  offered.host_key = split(lists.text());
  offered.cipher = split(lists.text());  // client to server; servers offer the same both ways
  lists.text();
  offered.mac = split(lists.text());
  return offered;
}

}  // namespace

greeting read_greeting(std::string_view opening) {
  greeting read;
  std::size_t at = 0;
  // RFC 4253 4.2: a server may send other lines before its identification.
  while (!opening.substr(at).starts_with("SSH-")) {
    const auto end = opening.find('\n', at);
    if (end == std::string_view::npos) {
      read.before = foreign(opening);
      return read;
    }
    at = end + 1;
  }
  read.before = foreign(opening.substr(0, at));
  const auto end = opening.find('\n', at);
  if (end == std::string_view::npos) return read;
  auto line = opening.substr(at, end - at);
  if (line.ends_with('\r')) line.remove_suffix(1);
  read.identification = foreign(line);
  read.offered = read_kexinit(opening.substr(end + 1));
  return read;
}

bool speaks_ssh2(const foreign& identification) {
  return identification.raw().starts_with("SSH-2.0-") || identification.raw().starts_with("SSH-1.99-");
}

bool takes_requests_in_order(const foreign& identification) {
  return identification.raw().starts_with("SSH-2.0-OpenSSH_") || identification.raw().starts_with("SSH-2.0-dropbear_");
}

}  // namespace dropsweep
