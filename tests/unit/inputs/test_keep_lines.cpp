#include <doctest/doctest.h>

#include "inputs/keep_lines.hpp"

namespace dropsweep::test {

using subject = keep_rule::subject;

TEST_CASE("Every kind of protection") {
  CHECK(parse_keep_line("image:shop/*:v?") == keep_rule{subject::image, "shop/*:v?", {}, "image:shop/*:v?"});
  CHECK(parse_keep_line("volume:*-data") == keep_rule{subject::volume, "*-data", {}, "volume:*-data"});
  CHECK(parse_keep_line("container:db") == keep_rule{subject::container, "db", {}, "container:db"});
  CHECK(parse_keep_line("network: edge") == keep_rule{subject::network, "edge", {}, "network: edge"});
  CHECK(parse_keep_line("project:shop") == keep_rule{subject::project, "shop", {}, "project:shop"});
}

TEST_CASE("A label is kept by its key, or by key and value; the value may be anything") {
  CHECK(parse_keep_line("label:com.example.tier") == keep_rule{subject::label, "com.example.tier", {}, "label:com.example.tier"});
  CHECK(parse_keep_line("label:tier=db") == keep_rule{subject::label, "tier", "db", "label:tier=db"});
  CHECK(parse_keep_line("label:url=http://a b=c")->value == "http://a b=c");
  CHECK(parse_keep_line("label:tier=")->value == "");
}

TEST_CASE("A line that would protect nothing is refused") {
  const auto why_not = [](std::string_view line) {
    const auto rule = parse_keep_line(line);
    return rule ? "accepted" : rule.error();
  };
  CHECK(why_not("picture:shop/*") ==
        "\"picture:shop/*\" begins with none of image, volume, container, network, label, project; "
        "write for example image:shop/*, volume:*-data, label:tier=db or project:shop");
  CHECK(why_not("shop").contains("does not say what kind of object"));
  CHECK(why_not("Image:shop").contains("begins with none of"));
  CHECK(why_not("image:").contains("names nothing"));
  CHECK(why_not("label:=x").contains("names nothing"));
  CHECK(why_not("image:a b").contains("a blank or a control character"));
  CHECK(why_not("volume:a\x01").contains("\"volume:a\\x01\""));
  CHECK(why_not("image:" + std::string(600, 'a')).contains("longer than 512 bytes"));
}

}  // namespace dropsweep::test
