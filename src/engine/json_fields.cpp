#include "engine/json_fields.hpp"

#include <fmt/format.h>

#include <cmath>

namespace dropsweep {

namespace {

const json nothing = json::object();

std::optional<std::int64_t> to_number(const json& value) {
  if (value.is_number_unsigned()) {
    const auto number = value.get<std::uint64_t>();
    return number > INT64_MAX ? std::nullopt : std::optional(static_cast<std::int64_t>(number));
  }
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (value.is_number_float() && std::fabs(value.get<double>()) < 9e18) return static_cast<std::int64_t>(value.get<double>());
  return std::nullopt;
}

bool is_word_letter(char letter) {
  return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         std::string_view("._:/@+~-").contains(letter);
}

}  // namespace

fields::fields(const json& object, std::string& complaint)
    : object_(object.is_object() ? object : nothing), complaint_(complaint) {
  if (!object.is_object()) complain("what should be an object is none");
}

void fields::complain(std::string what) const {
  if (complaint_.empty()) complaint_ = std::move(what);
}

const json* fields::find(const char* key) const {
  const auto found = object_.find(key);
  return found == object_.end() || found->is_null() ? nullptr : &*found;
}

bool fields::has(const char* key) const { return find(key) != nullptr; }

foreign fields::text(const char* key) const {
  const auto* value = find(key);
  if (value == nullptr) return {};
  if (const auto* text = value->get_ptr<const std::string*>()) return foreign(*text);
  complain(fmt::format("{} is no text", key));
  return {};
}

bool fields::flag(const char* key) const {
  const auto* value = find(key);
  if (value == nullptr) return false;
  if (value->is_boolean()) return value->get<bool>();
  complain(fmt::format("{} is neither true nor false", key));
  return false;
}

fields fields::object(const char* key) const {
  const auto* value = find(key);
  if (value == nullptr) return {nothing, complaint_};
  if (!value->is_object()) complain(fmt::format("{} is no object", key));
  return {value->is_object() ? *value : nothing, complaint_};
}

dropsweep::labels fields::labels(const char* key) const {
  dropsweep::labels found;
  const auto* value = find(key);
  if (value == nullptr) return found;
  if (!value->is_object()) complain(fmt::format("{} is no object", key));
  for (const auto& [name, text] : value->items()) {
    // A label whose value is no text still is a label: `keep: label:KEY` sees it.
    const auto* words = text.get_ptr<const std::string*>();
    found.emplace(name, words != nullptr ? *words : std::string());
  }
  return found;
}

const json* fields::list(const char* key) const {
  const auto* value = find(key);
  if (value == nullptr || value->is_array()) return value;
  complain(fmt::format("{} is no list", key));
  return nullptr;
}

void fields::each_object(const char* key, const std::function<void(const fields&)>& read) const {
  if (const auto* values = list(key)) {
    for (const auto& value : *values) read(fields(value, complaint_));
  }
}

void fields::each_text(const char* key, const std::function<void(const std::string&)>& read) const {
  const auto* values = list(key);
  if (values == nullptr) return;
  for (const auto& value : *values) {
    if (const auto* text = value.get_ptr<const std::string*>()) {
      read(*text);
    } else {
      complain(fmt::format("{} holds something that is no text", key));
    }
  }
}

void fields::each_member(const char* key, const std::function<void(const std::string&, const fields&)>& read) const {
  const auto* value = find(key);
  if (value == nullptr) return;
  if (!value->is_object()) return complain(fmt::format("{} is no object", key));
  for (const auto& [name, member] : value->items()) {
    if (!member.is_null()) read(name, fields(member, complaint_));
    if (member.is_null()) read(name, fields(nothing, complaint_));
  }
}

void fields::each_key(const char* key, const std::function<void(const std::string&)>& read) const {
  const auto* value = find(key);
  if (value == nullptr) return;
  if (!value->is_object()) return complain(fmt::format("{} is no object", key));
  for (const auto& [name, member] : value->items()) read(name);
}

std::string fields::id(const char* key, bool (*is_one)(std::string_view)) const {
  auto value = text(key).raw();
  if (value.empty() || is_one(value)) return value;
  complain(fmt::format("{} is no id: {}", key, foreign(value)));
  return {};
}

std::string fields::word(const char* key) const {
  const auto* value = find(key);
  const auto* text = value == nullptr ? nullptr : value->get_ptr<const std::string*>();
  if (text == nullptr) return {};
  auto word = text->substr(0, 200);
  for (auto& letter : word) {
    if (!is_word_letter(letter)) letter = '?';
  }
  return word;
}

std::int64_t fields::number(const char* key, std::int64_t otherwise) const {
  const auto* value = find(key);
  return value == nullptr ? otherwise : to_number(*value).value_or(otherwise);
}

std::optional<byte_count> fields::known_size(const char* key) const {
  // A sum over any number of objects must not overflow.
  constexpr std::int64_t absurd = std::int64_t{1} << 56;
  const auto bytes = number(key, -1);
  if (bytes < 0 || bytes > absurd) return std::nullopt;
  return byte_count{bytes};
}

byte_count fields::size(const char* key) const { return known_size(key).value_or(byte_count{}); }

std::optional<instant> fields::time(const char* key) const {
  const auto* value = find(key);
  if (value == nullptr) return std::nullopt;
  std::optional<instant> moment;
  if (const auto* text = value->get_ptr<const std::string*>()) {
    moment = parse_instant(*text);
  } else if (const auto seconds = to_number(*value); seconds && *seconds > 0 && *seconds < 253'402'300'800) {
    moment = instant(std::chrono::seconds{*seconds});
  }
  if (moment && moment->time_since_epoch().count() <= 0) return std::nullopt;
  return moment;
}

}  // namespace dropsweep
