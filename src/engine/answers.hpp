// Answers of the engine into results: statuses, the engine's own words, and what the readers of read_objects.hpp make of the
// body.
#pragma once

#include <optional>
#include <string_view>

#include "engine/http_exchange.hpp"

namespace dropsweep {

// "message" of the JSON that the engine answers errors with, else the start of the body; at most 1000 bytes.
foreign engine_words(const http_response& answer);

error unexpected_status(std::string_view path, const http_response& answer);
error unreadable(std::string_view path, std::string_view complaint);

// `read`: a function of read_objects.hpp.
template <class Read>
auto read_answer_to(std::string_view path, const result<http_response>& answer, Read read)
    -> result<typename decltype(read(std::string_view()))::value_type> {
  if (!answer) return std::unexpected(answer.error());
  if (answer->status != 200) return std::unexpected(unexpected_status(path, *answer));
  auto facts = read(std::string_view(answer->body));
  if (!facts) return std::unexpected(unreadable(path, facts.error()));
  return std::move(*facts);
}

// The same for one object, where 404 says that it is gone.
template <class Read>
auto read_one_to(std::string_view path, const result<http_response>& answer, Read read)
    -> result<std::optional<typename decltype(read(std::string_view()))::value_type>> {
  if (answer && answer->status == 404) return std::nullopt;
  auto facts = read_answer_to(path, answer, read);
  if (!facts) return std::unexpected(std::move(facts.error()));
  return std::optional(std::move(*facts));
}

}  // namespace dropsweep
