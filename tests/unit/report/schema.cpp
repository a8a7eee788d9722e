#include "schema.hpp"

#include <algorithm>
#include <regex>
#include <set>

namespace dropsweep::test {

namespace {

using nlohmann::json;

class validator {
 public:
  explicit validator(const json& root) : root_(root) {}

  void check(const json& value, const json& schema, const std::string& place) {
    for (const auto& [word, rule] : schema.items()) check_word(word, rule, value, schema, place);
  }

  std::vector<std::string> problems;

 private:
  void check_word(const std::string& word, const json& rule, const json& value, const json& schema, const std::string& place) {
    static const std::set<std::string> silent{"$schema", "$id", "title", "description", "$defs"};
    const auto expect = [&](bool fits) {
      if (!fits) problems.push_back(place + ": " + word + " " + rule.dump() + ", not " + value.dump().substr(0, 80));
    };
    if (silent.contains(word)) return;
    if (word == "$ref") {
      check(value, root_.at(json::json_pointer(rule.get<std::string>().substr(1))), place);
    } else if (word == "type") {
      expect(rule.is_array() ? std::ranges::any_of(rule, [&](const json& one) { return is(value, one); }) : is(value, rule));
    } else if (word == "const") {
      expect(value == rule);
    } else if (word == "enum") {
      expect(std::ranges::find(rule, value) != rule.end());
    } else if (word == "minimum") {
      expect(!value.is_number() || value >= rule);
    } else if (word == "pattern") {
      expect(!value.is_string() || std::regex_search(value.get<std::string>(), std::regex(rule.get<std::string>())));
    } else if (word == "required") {
      for (const auto& key : rule) {
        if (value.is_object() && !value.contains(key.get<std::string>())) problems.push_back(place + ": no " + key.dump());
      }
    } else if (word == "properties") {
      for (const auto& [key, inner] : rule.items()) {
        if (value.is_object() && value.contains(key)) check(value[key], inner, place + "." + key);
      }
    } else if (word == "additionalProperties") {
      for (const auto& [key, ignored] : value.items()) {
        if (value.is_object() && !schema.at("properties").contains(key)) problems.push_back(place + ": unknown key " + key);
      }
    } else if (word == "items") {
      for (std::size_t i = 0; value.is_array() && i < value.size(); ++i)
        check(value[i], rule, place + "[" + std::to_string(i) + "]");
    } else if (word == "anyOf") {
      expect(std::ranges::any_of(rule, [&](const json& one) {
        validator inner(root_);
        inner.check(value, one, place);
        return inner.problems.empty();
      }));
    } else {
      problems.push_back("the schema uses " + word + ", which this test does not know");
    }
  }

  static bool is(const json& value, const std::string& type) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "integer") return value.is_number_integer();
    if (type == "number") return value.is_number();
    if (type == "boolean") return value.is_boolean();
    return type == "null" && value.is_null();
  }

  const json& root_;
};

}  // namespace

std::vector<std::string> problems_with(const json& value, const json& schema) {
  validator all(schema);
  all.check(value, schema, "$");
  return all.problems;
}

}  // namespace dropsweep::test
