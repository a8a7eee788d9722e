#include "report/strict_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

namespace dropsweep {

malformed::malformed(std::string_view place, std::string_view what) : std::runtime_error(fmt::format("{} {}", place, what)) {}

std::string at(std::string_view place, std::string_view key) {
  return place.empty() ? std::string(key) : fmt::format("{}.{}", place, key);
}

json parse_strictly(std::string_view text, json_bounds most) {
  std::vector<std::set<std::string, std::less<>>> keys;
  std::size_t values = 0;
  const auto watch = [&](int depth, json::parse_event_t event, json& parsed) {
    if (depth > most.depth) throw malformed("the file", "is nested deeper than a plan can be");
    if (++values > most.values) throw malformed("the file", fmt::format("holds more than {} values", most.values));
    switch (event) {
      case json::parse_event_t::object_start: keys.emplace_back(); break;
      case json::parse_event_t::object_end: keys.pop_back(); break;
      case json::parse_event_t::key:
        if (const auto& key = parsed.get_ref<const std::string&>(); !keys.back().insert(key).second) {
          throw malformed("the file", fmt::format("has the key \"{}\" twice in one object", visible(key, 60)));
        }
        break;
      default: break;
    }
    return true;
  };
  try {
    return json::parse(text, watch);
  } catch (const json::parse_error& wrong) {
    const auto before = text.substr(0, std::min(wrong.byte, text.size()));
    throw malformed("the file", fmt::format("is not JSON (line {})", 1 + std::ranges::count(before, '\n')));
  } catch (const json::exception&) {  // a number beyond all numbers
    throw malformed("the file", "holds a value that no number can be");
  }
}

void check_keys(const json& value, std::string_view place, std::initializer_list<std::string_view> known) {
  if (!value.is_object()) throw malformed(place.empty() ? "the file" : place, "is not an object");
  for (const auto& [key, ignored] : value.items()) {
    if (std::ranges::find(known, key) == known.end()) throw malformed(at(place, visible(key, 60)), "is not a key of a plan");
  }
}

const json& member(const json& object, std::string_view place, std::string_view key) {
  const auto found = object.find(key);
  if (found == object.end()) throw malformed(at(place, key), "is missing");
  return *found;
}

std::string text_of(const json& value, std::string_view place, std::size_t limit) {
  if (!value.is_string()) throw malformed(place, "is not a text");
  const auto& text = value.get_ref<const std::string&>();
  if (text.size() > limit) throw malformed(place, fmt::format("is longer than {} bytes", limit));
  return text;
}

std::string text_in(const json& object, std::string_view place, std::string_view key, std::size_t limit) {
  return text_of(member(object, place, key), at(place, key), limit);
}

const json& list_in(const json& object, std::string_view place, std::string_view key, std::size_t limit) {
  const auto& list = member(object, place, key);
  if (!list.is_array()) throw malformed(at(place, key), "is not a list");
  if (list.size() > limit) throw malformed(at(place, key), fmt::format("has more than {} entries", limit));
  return list;
}

}  // namespace dropsweep
