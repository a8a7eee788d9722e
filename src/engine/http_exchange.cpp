#include "engine/http_exchange.hpp"

#include <utility>

namespace dropsweep {

namespace {

std::string_view word(http_method method) {
  switch (method) {
    case http_method::get: return "GET";
    case http_method::post: return "POST";
    case http_method::remove: return "DELETE";
  }
  return "";
}

}  // namespace

std::string http_exchange::name() const { return fmt::format("{} {}", word(method), visible(path, 120)); }

std::string http_exchange::serialised() const {
  const auto type = body.empty() ? "" : "Content-Type: application/json\r\n";
  const auto length = method == http_method::post ? fmt::format("Content-Length: {}\r\n", body.size()) : "";
  return fmt::format("{} {} HTTP/1.1\r\nHost: docker\r\n{}{}\r\n{}", word(method), path, type, length, body);
}

error engine_error(const http_exchange& asked, std::string what, foreign theirs) {
  return {.code = exit_code::engine,
          .step = "engine",
          .seen = fmt::format("{}: {}", asked.name(), what),
          .theirs = std::move(theirs),
          .advice = {}};
}

}  // namespace dropsweep
