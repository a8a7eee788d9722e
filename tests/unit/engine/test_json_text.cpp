#include <doctest/doctest.h>

#include "engine/json_text.hpp"

using namespace dropsweep;

namespace {

constexpr std::array<std::string_view, 1> whole{""};

std::string complaint_about(std::string_view text) {
  const auto read = read_json(text);
  return read ? "" : read.error();
}

}  // namespace

TEST_CASE("A document within bounds is read as it is") {
  const auto read = read_json(R"({"a": [1, -2, 3.5, true, null], "b": {"c": "d"}, "b2": []})");
  REQUIRE(read);
  CHECK(read->dump() == R"({"a":[1,-2,3.5,true,null],"b":{"c":"d"},"b2":[]})");
}

TEST_CASE("The elements of a list are handed over one by one and are not in the document") {
  constexpr std::array<std::string_view, 2> lists{"Images", "VolumeUsage/Items"};
  std::vector<std::string> seen;
  const auto read = read_json(
      R"({"Images": [{"a": 1}, {"b": {"c": [1]}}], "VolumeUsage": {"Items": [{"d": 2}], "TotalCount": 1}, "Other": [{"e": 3}]})",
      lists, [&](std::size_t list, json element) { seen.push_back(std::to_string(list) + element.dump()); });
  REQUIRE(read);
  CHECK(seen == std::vector<std::string>{R"(0{"a":1})", R"(0{"b":{"c":[1]}})", R"(1{"d":2})"});
  CHECK(read->dump() == R"({"Images":[],"Other":[{"e":3}],"VolumeUsage":{"Items":[],"TotalCount":1}})");
}

TEST_CASE("A list of something other than objects is refused") {
  for (const auto* text : {"[1]", "[[]]", "[null]", R"(["a"])"}) {
    const auto read = read_json(text, whole, [](std::size_t, json) { FAIL("an element"); });
    REQUIRE_FALSE(read);
    CHECK(read.error() == "a list holds something that is no object");
  }
}

TEST_CASE("Ten thousand levels are refused at the 65th, whatever they are made of") {
  for (const std::string level : {"[", R"({"a":)"}) {
    std::string text;
    for (int i = 0; i < 10'000; ++i) text += level;
    CHECK(complaint_about(text) == "the answer is nested deeper than 64 levels");
  }
  CHECK(complaint_about(std::string(64, '[') + std::string(64, ']')).empty());
}

TEST_CASE("More values than the bound are refused, but not a longer list whose elements are handed over") {
  std::string many = "[0";
  for (std::size_t i = 0; i < json_values_most; ++i) many += ",0";
  CHECK(complaint_about(many + "]") == "the answer has more than 25000 values");

  const auto list_of = [](std::size_t count, const std::string& element) {
    std::string list = "[" + element;
    for (std::size_t i = 1; i < count; ++i) list += "," + element;
    return list + "]";
  };
  std::size_t seen = 0;
  const auto count = [&](std::size_t, json) { ++seen; };
  CHECK(read_json(list_of(json_objects_most, R"({"a":[1,2,3,4,5,6,7]})"), whole, count));
  CHECK(seen == json_objects_most);
  CHECK(read_json(list_of(json_objects_most + 1, "{}"), whole, count).error() == "the answer lists more than 20000 objects");
  CHECK(read_json(list_of(json_objects_most, R"({"a":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]})"), whole, count)
            .error() == "the answer has more than 400000 values");
}

TEST_CASE("What is no JSON says where, and every beginning of a document is no document") {
  CHECK(complaint_about("<html>") == "the answer is no JSON (at byte 1)");
  CHECK(complaint_about("").starts_with("the answer is no JSON"));
  CHECK(complaint_about("{} {}").starts_with("the answer is no JSON"));
  CHECK(complaint_about("{\"a\": \"\xff\"}").starts_with("the answer is no JSON"));
  const std::string text = R"({"a": [{"b": "c\u00e9", "d": -1.5e3}], "e": null})";
  REQUIRE(complaint_about(text).empty());
  for (std::size_t size = 0; size < text.size(); ++size) CHECK_FALSE(complaint_about(text.substr(0, size)).empty());
}
