#include "health/http_request.hpp"

#include <fmt/format.h>

#include <string_view>

namespace dropsweep {

std::string host_header(const service& which) {
  const bool v6 = which.host.contains(':');
  std::string text = v6 ? fmt::format("[{}]", which.host.substr(0, which.host.find('%'))) : which.host;
  const unsigned own_port = which.how == service::scheme::https ? 443 : 80;
  if (which.port != own_port) text += fmt::format(":{}", which.port);
  return text;
}

std::string request_target(const service& which) {
  const auto path = std::string_view(which.path).substr(0, which.path.find('#'));
  std::string text;
  if (!path.starts_with('/')) text = "/";
  for (const char character : path) {
    if (character > ' ' && character < '\x7f') {
      text += character;
    } else {
      text += fmt::format("%{:02X}", static_cast<unsigned char>(character));
    }
  }
  return text;
}

std::string request_text(const service& which) {
  // A method that may carry a body says how long it is even when there is none (RFC 9110, 8.6).
  const bool has_body = which.method != "GET" && which.method != "DELETE";
  const auto type = which.request_body.empty() ? "" : "Content-Type: application/json\r\n";
  const auto length =
      has_body || !which.request_body.empty() ? fmt::format("Content-Length: {}\r\n", which.request_body.size()) : "";
  return fmt::format(
      "{} {} HTTP/1.1\r\n"
      "Host: {}\r\n"
      "User-Agent: dropsweep\r\n"
      "Accept: */*\r\n"
      "{}{}"
      "Connection: close\r\n\r\n"
      "{}",
      which.method, request_target(which), host_header(which), type, length, which.request_body);
}

}  // namespace dropsweep
