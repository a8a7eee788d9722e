// Small helpers for the JSON that people's scripts read: keys in the order of writing, foreign text as data but bounded.
#pragma once

#include <concepts>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/bytes.hpp"
#include "core/foreign.hpp"
#include "core/time.hpp"

namespace dropsweep {

using json = nlohmann::ordered_json;

// Raw, as valid UTF-8 of at most `limit` bytes: `indented` makes any character harmless, and readers get the real names.
std::string json_text(std::string_view bytes, std::size_t limit = 4096);

inline json json_text(const std::same_as<foreign> auto& text, std::size_t limit = 4096) {
  return json_text(std::string_view(text.raw()), limit);
}
inline json or_null(const std::optional<byte_count>& size) { return size ? json(size->value) : json(nullptr); }
inline json or_null(const std::optional<instant>& moment) { return moment ? json(format_instant(*moment)) : json(nullptr); }

template <class Number>
json or_null(const std::optional<Number>& number) {
  return number ? json(*number) : json(nullptr);
}

json json_texts(const std::vector<foreign>& all);
json json_texts(const std::vector<std::string>& all);

// Two spaces deep; whatever is no UTF-8 after all is replaced. People show such files in a log (`cat`), where the names in them
// are the host's: all that is not printable ASCII is an escape, for terminals, and so is a "#" of `##[`, which is a command to
// GitHub's runner anywhere in a line (`::` is one at a line's start alone, and here a text starts with its quote). Readers get
// the same.
std::string indented(const json& value);

}  // namespace dropsweep
