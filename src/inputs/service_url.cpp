#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "inputs/addresses.hpp"
#include "inputs/services.hpp"

namespace dropsweep {

namespace {

using scheme = service::scheme;

struct known_scheme {
  std::string_view start;
  scheme how;
  std::uint16_t port;  // 0: must be said
};

constexpr std::array schemes{known_scheme{"http://", scheme::http, 80}, known_scheme{"https://", scheme::https, 443},
                             known_scheme{"tcp://", scheme::tcp, 0}, known_scheme{"container://", scheme::container, 0}};
constexpr std::size_t longest_url = 2048;

// A container is always asked of the engine, which is at the droplet.
parsed<service> container_service(std::string_view name) {
  if (name.ends_with('/')) name.remove_suffix(1);
  if (!is_made_of(name, "_.-") || name.starts_with('-'))
    return std::unexpected("has no container's name in its URL; write container://NAME");
  return service{.how = scheme::container, .host = std::string(name), .from = service::vantage::droplet};
}

}  // namespace

parsed<service> parse_service_url(std::string_view url) {
  const auto* known = std::ranges::find_if(schemes, [&](const known_scheme& one) { return url.starts_with(one.start); });
  if (known == schemes.end())
    return std::unexpected("has a URL that begins with none of http://, https://, tcp://, container://");
  if (url.size() > longest_url) return std::unexpected(fmt::format("has a URL of more than {} bytes", longest_url));
  if (has_blank_or_control(url)) return std::unexpected("has a control character in its URL");

  const auto rest = url.substr(known->start.size());
  if (known->how == scheme::container) return container_service(rest);
  const auto path_at = std::min(rest.find_first_of("/?#"), rest.size());
  if (rest.substr(0, path_at).contains('@'))
    return std::unexpected("has a user or a password in its URL, which is not used for probes");
  auto there = parse_endpoint(rest.substr(0, path_at));
  if (!there) return std::unexpected(fmt::format("{} in its URL", there.error()));

  service which{.how = known->how, .host = std::move(there->host), .port = there->port.value_or(known->port)};
  if (which.port == 0) return std::unexpected("has no port in its URL; write tcp://HOST:PORT");
  auto path = rest.substr(path_at);
  path = path.substr(0, path.find('#'));  // a fragment never travels
  if (which.how == scheme::tcp && !path.empty() && path != "/") return std::unexpected("has a path behind its tcp:// address");
  which.path = path.starts_with('/') ? std::string(path) : "/" + std::string(path);
  which.from = is_private_host(which.host) ? service::vantage::droplet : service::vantage::runner;
  return which;
}

}  // namespace dropsweep
