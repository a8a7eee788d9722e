#include "report/json_values.hpp"

#include "core/utf8.hpp"

namespace dropsweep {

std::string json_text(std::string_view bytes, std::size_t limit) {
  constexpr std::string_view mark = "\xEF\xBF\xBD";
  std::string text;
  while (!bytes.empty()) {
    const auto [point, length] = decode_utf8(bytes);
    const auto shown = point == replacement_character ? mark : bytes.substr(0, length);
    if (text.size() + shown.size() > limit) return text + "…";
    text += shown;
    bytes.remove_prefix(length);
  }
  return text;
}

json json_texts(const std::vector<foreign>& all) {
  auto list = json::array();
  for (const auto& one : all) list.push_back(json_text(one.raw()));
  return list;
}

json json_texts(const std::vector<std::string>& all) {
  auto list = json::array();
  for (const auto& one : all) list.push_back(json_text(one));
  return list;
}

std::string indented(const json& value) {
  auto text = value.dump(2, ' ', true, json::error_handler_t::replace);
  // Nothing but a text has this, and a text may write any character as an escape.
  for (auto at = text.find("##["); at != std::string::npos; at = text.find("##[", at)) text.replace(at + 1, 1, "\\u0023");
  return text;
}

}  // namespace dropsweep
