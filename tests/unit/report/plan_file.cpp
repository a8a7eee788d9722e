#include <doctest/doctest.h>
#include <fmt/format.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "golden.hpp"
#include "records.hpp"
#include "rendered.hpp"
#include "schema.hpp"

using namespace dropsweep;
using namespace dropsweep::test;
using nlohmann::json;

namespace {

plans_by_host two_hosts() {
  auto small = *good_sweep().hosts[0].plan;
  small.mode = sweep_mode::standard;
  small.remove.resize(4);
  small.keep.clear();
  small.remove[3].after.clear();
  auto large = *good_sweep().hosts[0].plan;
  large.remove[4].after = {large.remove[3].id};
  return {{"root@203.0.113.7", large}, {"unix:///var/run/docker.sock", small}};
}

void check_same(const item& a, const item& b) {
  CHECK(a.kind == b.kind);
  CHECK(a.id == b.id);
  CHECK(a.name == b.name);
  CHECK(a.tags == b.tags);
  CHECK(a.size == b.size);
  CHECK(a.looks == b.looks);
  CHECK(a.after == b.after);
  CHECK(a.reason == b.reason);
}

void check_same(const std::vector<item>& a, const std::vector<item>& b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) check_same(a[i], b[i]);
}

json good() { return json::parse(render_plan_file(two_hosts())); }

// What the reader says of a plan with one thing changed.
std::string refusal(const std::function<void(json&)>& change) {
  auto file = good();
  change(file);
  const auto read = parse_plan_file(file.dump());
  if (read) return "accepted";
  CHECK(read.error().code == exit_code::inputs);
  return read.error().seen;
}

std::string refusal(std::string_view text) {
  const auto read = parse_plan_file(text);
  return read ? "accepted" : read.error().seen;
}

json& first_item(json& file) { return file["hosts"][0]["remove"][0]; }

}  // namespace

TEST_CASE("A plan comes back from its file as it went") {
  const auto plans = two_hosts();
  const auto read = parse_plan_file(render_plan_file(plans));
  REQUIRE(read);
  REQUIRE(read->size() == 2);
  for (const auto& [host, what] : plans) {
    const auto& back = read->at(host);
    CHECK(back.mode == what.mode);
    CHECK(back.engine_id == what.engine_id);
    CHECK(back.made == what.made);
    check_same(back.remove, what.remove);
    check_same(back.keep, what.keep);
  }
  CHECK(render_plan_file(*read) == render_plan_file(plans));
}

TEST_CASE("Of a plan that is carried out what stays is checked and not kept") {
  const auto read = parse_plan_file(good().dump(), plan_parts::removals);
  REQUIRE(read);
  for (const auto& [host, what] : *read) {
    CHECK_FALSE(what.remove.empty());
    CHECK(what.keep.empty());
  }
  auto file = good();
  file["hosts"][0]["keep"][0]["size"] = -1;
  CHECK_FALSE(parse_plan_file(file.dump(), plan_parts::removals));
}

TEST_CASE("Names of all kinds survive the file") {
  auto plans = two_hosts();
  auto& first = plans.begin()->second.remove[0];
  for (const auto* text : {"", "naïve 名前", "a\nb\tc\x1b[31m", "\"quoted\\\"", "::error::x", "##[error]x", "\xC2\x9B\u202E"}) {
    first.name = foreign(text);
    first.looks = text;
    const auto read = parse_plan_file(render_plan_file(plans));
    REQUIRE(read);
    check_same(read->begin()->second.remove[0], first);
  }
}

TEST_CASE("A plan file fits its schema") {
  const auto rules = json::parse(read_all(DROPSWEEP_TEST_DATA "/../../docs/plan.schema.json"));
  CHECK(problems_with(good(), rules) == std::vector<std::string>{});
}

TEST_CASE("What is no JSON is refused with its line") {
  CHECK(refusal("") == "the file is not JSON (line 1).");
  CHECK(refusal("{\n\"dropsweep_plan\": 1,\n oops}") == "the file is not JSON (line 3).");
  CHECK(refusal("{\"dropsweep_plan\": 1, \"hosts\": []} trailing") == "the file is not JSON (line 1).");
  CHECK(refusal("[]") == "the file is not an object.");
  CHECK(refusal("null") == "the file is not an object.");
  CHECK(refusal("[1e999]") == "the file holds a value that no number can be.");
}

TEST_CASE("Another tool's file and another version are refused by name") {
  CHECK(refusal("{\"hosts\": []}") == "dropsweep_plan is missing: this is not a plan of dropsweep.");
  CHECK(refusal([](json& file) { file["dropsweep_plan"] = 2; }) ==
        "dropsweep_plan is version 2, and this dropsweep reads version 1.");
  CHECK(refusal([](json& file) { file["dropsweep_plan"] = "1"; }).starts_with("dropsweep_plan is version"));
}

TEST_CASE("Every malformed place is named") {
  using change = std::function<void(json&)>;
  const std::vector<std::pair<change, std::string>> cases{
      {[](json& file) { file.erase("hosts"); }, "hosts is missing."},
      {[](json& file) { file["hosts"] = 1; }, "hosts is not a list."},
      {[](json& file) { file["more"] = 1; }, "more is not a key of a plan."},
      {[](json& file) { file["hosts"][1] = 1; }, "hosts[1] is not an object."},
      {[](json& file) { file["hosts"][1]["host"] = file["hosts"][0]["host"]; }, "hosts[1].host stands in this file twice."},
      {[](json& file) { file["hosts"][0]["mode"] = "brutal"; }, "hosts[0].mode is not standard, aggressive or full."},
      {[](json& file) { file["hosts"][0]["made"] = "yesterday"; }, "hosts[0].made is not a time such as 2026-03-01T03:17:00Z."},
      {[](json& file) { file["hosts"][0]["engine_id"] = nullptr; }, "hosts[0].engine_id is not a text."},
      {[](json& file) { file["hosts"][0]["keep"] = json::object(); }, "hosts[0].keep is not a list."},
      {[](json& file) { file["hosts"][0]["force"] = true; }, "hosts[0].force is not a key of a plan."},
      {[](json& file) { first_item(file).erase("looks"); }, "hosts[0].remove[0].looks is missing."},
      {[](json& file) { first_item(file)["force"] = true; }, "hosts[0].remove[0].force is not a key of a plan."},
      {[](json& file) { first_item(file)["kind"] = "planet"; },
       "hosts[0].remove[0].kind is not container, image, build_cache, volume or network."},
      {[](json& file) { first_item(file)["size"] = -1; }, "hosts[0].remove[0].size is not a number of bytes."},
      {[](json& file) { first_item(file)["size"] = 1.5; }, "hosts[0].remove[0].size is not a number of bytes."},
      {[](json& file) { first_item(file)["size"] = 18446744073709551615u; }, "hosts[0].remove[0].size is not a number of bytes."},
      {[](json& file) { first_item(file)["name"] = std::string(plan_text_limit + 1, 'x'); },
       "hosts[0].remove[0].name is longer than 8388608 bytes."},
      {[](json& file) { first_item(file)["tags"] = json::array({1}); }, "hosts[0].remove[0].tags[0] is not a text."},
      {[](json& file) { first_item(file)["tags"] = std::vector<std::string>(plan_list_limit + 1, "a:b"); },
       "hosts[0].remove[0].tags has more than 30000 entries."},
      {[](json& file) { first_item(file)["after"] = json::array({"x"}); },
       "hosts[0].remove[0].after[0] is not an id of a container: \"x\"."},
      {[](json& file) { first_item(file)["after"] = json::array({file["hosts"][0]["remove"][1]["id"]}); },
       "hosts[0].remove[0].after names something that comes later."},
      {[](json& file) { file["hosts"][0]["remove"][1] = first_item(file); }, "hosts[0].remove[1].id stands in this list twice."},
  };
  for (const auto& [what, expected] : cases) CHECK(refusal(what) == expected);
}

TEST_CASE("What is no id of its kind never reaches a request") {
  const auto with_id = [](const char* kind, const std::string& id) {
    return refusal([&](json& file) {
      first_item(file)["kind"] = kind;
      first_item(file)["id"] = id;
    });
  };
  const std::string hex(64, 'a'), capital(64, 'A');
  for (const auto* kind : {"container", "image", "network"}) {
    CHECK(with_id(kind, hex.substr(0, 62) + "b1") == "accepted");
    CHECK(with_id(kind, "sha256:" + hex) == "accepted");
    for (const auto& bad : {std::string(), hex.substr(1), hex + "a", capital, "../" + hex.substr(3), "sha512:" + hex,
                            std::string("shop-gateway-1")}) {
      CHECK(with_id(kind, bad).contains("is not an id of a"));
    }
  }
  CHECK(with_id("build_cache", "zq3v6p1x0k") == "accepted");
  for (const auto& bad :
       {std::string(), std::string("a/b"), std::string(101, 'a'), std::string("Ab"), std::string(".*"), std::string("a|b")}) {
    CHECK(with_id("build_cache", bad).contains("is not an id of a build cache record"));
  }
  CHECK(with_id("volume", "Shop_data.v-1") == "accepted");
  for (const auto& bad : {std::string(), std::string("../etc"), std::string("a/b"), std::string("a?force=1"),
                          std::string(".hidden"), std::string(256, 'a'), std::string("a\nb"), std::string("a%2fb")}) {
    CHECK(with_id("volume", bad).contains("is not an id of a volume"));
  }
}

TEST_CASE("What is kept is only shown: a volume of another driver may be named as it likes") {
  CHECK(refusal([](json& file) { file["hosts"][0]["keep"][0]["id"] = "nfs/share?x"; }) == "accepted");
}

TEST_CASE("A repeated key is refused: a reviewer may have read the other one") {
  CHECK(refusal(R"({"dropsweep_plan": 1, "hosts": [], "hosts": []})") == "the file has the key \"hosts\" twice in one object.");
}

TEST_CASE("Bombs are refused while they are read: deep, wide and large") {
  CHECK(refusal(std::string(1'000'000, '[')).contains("is nested deeper"));
  CHECK(refusal(R"({"dropsweep_plan": 1, "hosts": [[[[[[[[1]]]]]]]]})").contains("is nested deeper"));
  std::string wide = "[0";
  for (int i = 0; i < 4'000'100; ++i) wide += ",0";
  CHECK(refusal(wide + "]").contains("holds more than 4000000 values"));
  CHECK(refusal(std::string(plan_file_limit + 1, ' ')).contains("is larger than 64 MiB"));
}

TEST_CASE("The refusal itself is safe to print") {
  const auto seen = refusal([](json& file) { first_item(file)["id"] = "\n::error::forged\x1b[31m"; });
  CHECK_FALSE(seen.contains('\n'));
  CHECK_FALSE(seen.contains('\x1b'));
}

TEST_CASE("Damage is refused, or read as a plan that can be written and read again") {
  auto one_host = two_hosts();
  one_host.erase(one_host.begin());
  const auto text = render_plan_file(one_host);
  std::size_t refused = 0, read_all_the_same = 0;
  for (std::size_t i = 0; i < text.size(); i += 7) {
    for (const char with : {'\0', '"', '{', ']', '9', '\x80'}) {
      auto damaged = text;
      damaged[i] = with;
      if (const auto read = parse_plan_file(damaged)) {
        const auto again = parse_plan_file(render_plan_file(*read));
        REQUIRE(again);
        CHECK(render_plan_file(*again) == render_plan_file(*read));
        ++read_all_the_same;
      } else {
        CHECK(read.error().code == exit_code::inputs);
        CHECK_FALSE(read.error().seen.contains('\n'));
        ++refused;
      }
    }
  }
  CHECK(refused > 100);
  CHECK(read_all_the_same > 10);  // a digit of a name, for one
}

TEST_CASE("A plan that is cut off anywhere is refused") {
  auto one_host = two_hosts();
  one_host.erase(one_host.begin());
  const auto text = render_plan_file(one_host);
  const auto whole = text.find_last_not_of('\n') + 1;
  for (std::size_t i = 0; i < whole; ++i) CHECK_FALSE(parse_plan_file(text.substr(0, i)));
  CHECK(parse_plan_file(text.substr(0, whole)));
}
