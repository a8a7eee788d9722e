#include <fmt/format.h>

#include "core/bytes.hpp"
#include "health/conversation.hpp"

namespace dropsweep {

namespace {

std::string what_was_missing(const conversation& talk) {
  using enum conversation::stage;
  switch (talk.at) {
    case connecting: return {};
    case securing: return "connected, but the TLS handshake did not end";
    case waiting: return "connected, but nothing came back";
    case header: return "only a part of its header came";
    case body:
      return fmt::format("the body did not end ({} of it came)", format_bytes({static_cast<std::int64_t>(talk.body_read)}));
  }
  return {};
}

}  // namespace

observation late_answer(const conversation& talk, const service& which) {
  if (talk.verdict) return *talk.verdict;
  const auto limit = format_span(which.within);
  if (talk.at == conversation::stage::connecting) return {.saw = fmt::format("could not connect within {}", limit)};
  std::string saw = fmt::format("no answer within {}: {}", limit, what_was_missing(talk));
  if (talk.at == conversation::stage::body && which.contains)
    saw += fmt::format(", \"{}\" was not in it so far", visible(*which.contains, 60));
  return {.saw = std::move(saw)};
}

}  // namespace dropsweep
