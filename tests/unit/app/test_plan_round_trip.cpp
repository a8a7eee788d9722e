// What the survey lets through can be planned, written and read again: a plan that was shown must not be refused afterwards.
#include <doctest/doctest.h>

#include "engine/json_text.hpp"
#include "engine/read_objects.hpp"
#include "fakes/survey_builder.hpp"
#include "plan/make_plan.hpp"
#include "unit/report/rendered.hpp"

using namespace dropsweep;

namespace {

plan plan_of(const survey& seen) { return make_plan(seen, default_policy(sweep_mode::full, std::chrono::minutes{10})); }

plan plan_of_cache_record(const std::string& id, const std::string& description, std::string_view used) {
  json record, answer;
  record["ID"] = id;
  record["Description"] = description;
  record["LastUsedAt"] = used;
  answer["BuildCache"].push_back(std::move(record));
  auto disk = read_disk(answer.dump());
  REQUIRE_MESSAGE(disk, (disk ? "" : disk.error()));
  auto seen = fakes::host().it;
  seen.cache = std::move(disk->cache);
  return plan_of(seen);
}

// The plan as `sweep --plan` gets it.
plan read_back(const plan& made) {
  const auto read = parse_plan_file(test::render_plan_file({{"root@203.0.113.7", made}}));
  REQUIRE_MESSAGE(read, (read ? "" : read.error().seen));
  return read->at("root@203.0.113.7");
}

}  // namespace

TEST_CASE("A build cache record that describes a whole script can be planned, going or staying") {
  std::string script = "mount / from exec /bin/sh -c ";
  while (script.size() < 5000) script += "echo \xc3\xa9; ";
  for (const auto* used : {"2026-01-01T00:00:00Z", "2026-03-01T11:59:00Z"}) {
    const auto made = plan_of_cache_record(std::string(100, 'z'), script, used);
    const auto read = read_back(made);
    const auto& all = read.remove.empty() ? read.keep : read.remove;
    REQUIRE(all.size() == 1);
    CHECK(all[0].id == std::string(100, 'z'));
    CHECK(all[0].name.raw().starts_with("mount / from exec /bin/sh -c echo"));
    CHECK(all[0].name.raw().contains("bytes)"));
    CHECK(all[0].name.raw().size() < 1100);
  }
}

TEST_CASE("An image with thousands of names, and a name that is as long as no other, can be planned") {
  auto many = fakes::image_builder("a").tagged(fakes::days(30));
  for (int i = 0; i < 5000; ++i) many.it.tags.emplace_back(fmt::format("registry.example/shop/gateway:build-{}", i));
  const auto longest = fakes::image_builder("b", {std::string(100'000, 'x')}).tagged(fakes::days(30));
  const auto read = read_back(plan_of(fakes::host().add(many).add(longest)));
  REQUIRE(read.remove.size() == 2);
  CHECK(read.remove[0].tags.size() + read.remove[1].tags.size() == 5001);
}
