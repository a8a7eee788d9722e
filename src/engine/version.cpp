#include "engine/version.hpp"

#include <algorithm>
#include <charconv>

namespace dropsweep {

namespace {

std::unexpected<error> refused(std::string seen, std::string advice, foreign theirs = {}) {
  return std::unexpected(error{.code = exit_code::engine,
                               .step = "engine",
                               .seen = std::move(seen),
                               .theirs = std::move(theirs),
                               .advice = std::move(advice)});
}

}  // namespace

std::optional<api_version> parse_api_version(std::string_view text) {
  api_version version;
  const auto* const end = text.data() + text.size();
  const auto major = std::from_chars(text.data(), end, version.major);
  if (major.ec != std::errc{} || major.ptr == end || *major.ptr != '.') return std::nullopt;
  const auto minor = std::from_chars(major.ptr + 1, end, version.minor);
  if (minor.ec != std::errc{} || minor.ptr != end) return std::nullopt;
  return version;
}

std::string to_string(api_version version) { return fmt::format("{}.{}", version.major, version.minor); }

result<agreed_version> agree_on_version(const http_response& ping) {
  if (ping.podman)
    return refused("What answers at the engine's socket is Podman; its Docker-compatible API is not supported yet.",
                   "Use a Docker Engine.");
  const auto theirs = parse_api_version(ping.api_version);
  if (ping.status != 200 || !theirs) {
    return refused(
        fmt::format("What answers at the engine's socket is no Docker Engine: to GET /_ping it said status {} {}.", ping.status,
                    ping.api_version.empty() ? "without an API version" : "with an API version that cannot be read"),
        "Check the docker-socket input.", foreign(ping.body.substr(0, 200)));
  }
  if (*theirs < oldest_api) {
    return refused(fmt::format("The Docker Engine speaks API {}; dropsweep needs {} (Engine 20.10) or newer.", to_string(*theirs),
                               to_string(oldest_api)),
                   "Update Docker on the host.");
  }
  return agreed_version{.spoken = std::min(*theirs, newest_api), .engine_is_newer = *theirs > newest_api};
}

}  // namespace dropsweep
