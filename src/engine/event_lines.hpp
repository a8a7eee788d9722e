// GET /events between two moments: one JSON object a line; the engine's API calls it a stream.
#pragma once

#include <algorithm>

#include "engine/answers.hpp"
#include "engine/read_one.hpp"

namespace dropsweep {

inline constexpr std::size_t events_most = 256;  // as many as the engine remembers (moby: daemon/events, eventsLimit)

// `read`: fields of one event to an optional T; what cannot be read is left out.
template <class T>
std::vector<T> read_event_lines(std::string_view body, auto read) {
  std::vector<T> all;
  while (!body.empty() && all.size() < events_most) {
    const auto end = std::min(body.find('\n'), body.size());
    auto one = read_object(body.substr(0, end), read);
    if (one && *one) all.push_back(std::move(**one));
    body.remove_prefix(std::min(end + 1, body.size()));
  }
  return all;
}

template <class T>
result<T> read_events(std::string_view path, const result<http_response>& answer, T (*read)(std::string_view body)) {
  if (!answer) return std::unexpected(answer.error());
  if (answer->status != 200) return std::unexpected(unexpected_status(path, *answer));
  return read(answer->body);
}

}  // namespace dropsweep
