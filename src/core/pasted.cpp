#include "core/pasted.hpp"

#include <algorithm>

namespace dropsweep {

namespace {

constexpr std::size_t length_most = 200;

bool letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

}  // namespace

bool can_be_pasted(std::string_view name) {
  return !name.empty() && name.size() <= length_most && letter_or_digit(name.front()) &&
         std::ranges::all_of(name, [](char c) { return letter_or_digit(c) || c == '.' || c == '_' || c == '-'; });
}

bool is_plain_path(std::string_view path) {
  return path.starts_with('/') && path.size() <= length_most &&
         std::ranges::all_of(path, [](char c) { return letter_or_digit(c) || c == '.' || c == '_' || c == '-' || c == '/'; });
}

}  // namespace dropsweep
