// Reading JSON that strangers may have written: bounded while it is parsed, and every complaint names its place
// ("hosts[0].remove[3].id is not a text").
#pragma once

#include <functional>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "report/json_values.hpp"

namespace dropsweep {

// Thrown by all of these, and caught by whoever reads a whole file: a value that is wrong in any place ends the reading.
struct malformed : std::runtime_error {
  malformed(std::string_view place, std::string_view what);
};

struct json_bounds {
  int depth;
  std::size_t values;  // so that a small text cannot become a large tree
};

// One of the objects and lists that hold the value which is being read, outermost first.
struct json_step {
  bool is_list;
  std::string key;        // of an object's value
  std::size_t index = 0;  // of a list's value
};

// Gets each complete value of a list; what it says `true` of stays out of the tree, since of thousands of entries no tree is
// made.
using entry_taker = std::function<bool(const std::vector<json_step>& path, const json& entry)>;

// A repeated key, of which the parser would keep the last, is refused as well.
json parse_strictly(std::string_view text, json_bounds most, const entry_taker& take);

// "hosts[0]" and "id" -> "hosts[0].id"
std::string at(std::string_view place, std::string_view key);

// Each checks what it is named for and throws otherwise.
void check_keys(const json& value, std::string_view place, std::initializer_list<std::string_view> known);
const json& member(const json& object, std::string_view place, std::string_view key);
std::string text_of(const json& value, std::string_view place, std::size_t limit);
std::string text_in(const json& object, std::string_view place, std::string_view key, std::size_t limit);
const json& list_in(const json& object, std::string_view place, std::string_view key, std::size_t limit);

}  // namespace dropsweep
