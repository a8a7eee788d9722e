#include "property/literals.hpp"

#include <fmt/format.h>

#include "fakes/survey_builder.hpp"

namespace dropsweep::property {

namespace {

constexpr std::string_view id_start = "sha256:";
constexpr std::size_t id_size = id_start.size() + 64;

std::string in_quotes(std::string_view text) {
  std::string all = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') all += '\\';
    all += letter;
  }
  return all + "\"";
}

}  // namespace

std::string letters_of_id(std::string_view id) {
  const auto digits = id.substr(std::min(id_start.size(), id.size()));
  for (std::size_t length = 1; length < digits.size(); ++length) {
    if (fakes::id_of(digits.substr(0, length)) == digits) return std::string(digits.substr(0, length));
  }
  return std::string(digits);
}

std::string literal(std::string_view text) {
  const auto at = text.find(id_start);
  if (at == std::string_view::npos || text.size() < at + id_size) return in_quotes(text);
  auto code = fmt::format("image_id({})", in_quotes(letters_of_id(text.substr(at, id_size))));
  if (at > 0) code = in_quotes(text.substr(0, at)) + " + " + code;
  if (const auto rest = text.substr(at + id_size); !rest.empty()) code += " + " + in_quotes(rest);
  return code;
}

std::string literal(span length) {
  const auto milliseconds = length.count();
  if (milliseconds == 0) return "0s";
  if (milliseconds % 86'400'000 == 0) return fmt::format("days({})", milliseconds / 86'400'000);
  if (milliseconds % 3'600'000 == 0) return fmt::format("{}h", milliseconds / 3'600'000);
  if (milliseconds % 60'000 == 0) return fmt::format("{}min", milliseconds / 60'000);
  return fmt::format("{}ms", milliseconds);
}

}  // namespace dropsweep::property
