#include "report/strict_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace dropsweep {

malformed::malformed(std::string_view place, std::string_view what) : std::runtime_error(fmt::format("{} {}", place, what)) {}

std::string at(std::string_view place, std::string_view key) {
  return place.empty() ? std::string(key) : fmt::format("{}.{}", place, key);
}

namespace {

class watcher {
 public:
  watcher(json_bounds most, const entry_taker& take) : most_(most), take_(take) {}

  // Whether the value is to be in the tree.
  bool operator()(int depth, json::parse_event_t event, const json& parsed) {
    if (depth > most_.depth) throw malformed("the file", "is nested deeper than a plan can be");
    if (++values_ > most_.values) throw malformed("the file", fmt::format("holds more than {} values", most_.values));
    switch (event) {
      case json::parse_event_t::object_start: begin(false); return true;
      case json::parse_event_t::array_start: begin(true); return true;
      case json::parse_event_t::key: note_key(parsed.get_ref<const std::string&>()); return true;
      case json::parse_event_t::object_end:
      case json::parse_event_t::array_end:
        path_.pop_back();
        keys_.pop_back();
        return stays(parsed);
      case json::parse_event_t::value: return stays(parsed);
    }
    return true;
  }

 private:
  void begin(bool list) {
    path_.push_back({.is_list = list});
    keys_.emplace_back();
  }

  void note_key(const std::string& key) {
    if (!keys_.back().insert(key).second)
      throw malformed("the file", fmt::format("has the key \"{}\" twice in one object", visible(key, 60)));
    path_.back().key = key;
  }

  bool stays(const json& entry) {
    if (path_.empty() || !path_.back().is_list) return true;
    const bool taken = take_(path_, entry);
    ++path_.back().index;
    return !taken;
  }

  json_bounds most_;
  const entry_taker& take_;
  std::vector<json_step> path_;
  std::vector<std::set<std::string, std::less<>>> keys_;  // of each object on the path
  std::size_t values_ = 0;
};

}  // namespace

json parse_strictly(std::string_view text, json_bounds most, const entry_taker& take) {
  try {
    return json::parse(text, watcher(most, take));
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
