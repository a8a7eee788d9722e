// GET /system/df in the shapes of several API versions. Before 1.52 the sums are ours, as `docker system df` makes them.
#include <doctest/doctest.h>

#include "engine/read_objects.hpp"

using namespace dropsweep;

namespace {

const std::string hex(64, 'a'), other_hex(64, 'b');

const std::string images = R"("LayersSize":1000,"Images":[
  {"Id":"sha256:)" + hex + R"(","Containers":2,"Size":400,"SharedSize":100},
  {"Id":"sha256:)" + other_hex +
                           R"(","Containers":0,"Size":500,"SharedSize":100}])";
const std::string containers = R"("Containers":[
  {"Id":")" + hex + R"(","State":"running","SizeRw":10,"SizeRootFs":410},
  {"Id":")" + other_hex + R"(","State":"exited","SizeRw":5},{"Id":")" +
                               std::string(64, 'c') + R"(","State":"paused"}])";
const std::string volumes = R"("Volumes":[
  {"Name":"data","UsageData":{"RefCount":1,"Size":300}},{"Name":"old","UsageData":{"RefCount":0,"Size":70}},{"Name":"nfs","UsageData":{"RefCount":0,"Size":-1}}])";

disk_sections read(const std::string& body) {
  const auto sections = read_disk(body);
  REQUIRE_MESSAGE(sections.has_value(), (sections ? "" : sections.error()));
  return *sections;
}

void check_line(const std::optional<disk_usage::line>& line, std::int64_t total, std::int64_t active, std::int64_t size,
                std::int64_t reclaimable) {
  REQUIRE(line);
  CHECK(line->total == total);
  CHECK(line->active == active);
  CHECK(line->size.value == size);
  CHECK(line->reclaimable.value == reclaimable);
}

}  // namespace

TEST_CASE("API 1.41: everything in one answer, the parent of a cache record as text") {
  const auto seen = read("{" + images + "," + containers + "," + volumes + R"(,"BuilderSize":90,"BuildCache":[
    {"ID":"abc1","Parent":"","Type":"regular","Description":"FROM x","InUse":false,"Shared":false,"Size":60,"CreatedAt":"2026-01-01T00:00:00Z","LastUsedAt":"2026-01-02T00:00:00Z","UsageCount":2},
    {"ID":"abc2","Parent":"abc1","Type":"regular","InUse":true,"Shared":false,"Size":30,"CreatedAt":"2026-01-01T00:00:00Z","LastUsedAt":null},
    {"ID":"abc3","Parent":"abc1","InUse":false,"Shared":true,"Size":1000}]})");
  check_line(seen.images, 2, 1, 1000, 700);
  check_line(seen.containers, 3, 2, 15, 5);
  check_line(seen.volumes, 3, 1, 370, 70);
  check_line(seen.build_cache, 3, 1, 90, 60);
  REQUIRE(seen.cache.size() == 3);
  CHECK(seen.cache[0].parents.empty());
  CHECK(seen.cache[0].last_used == parse_instant("2026-01-02T00:00:00Z"));
  CHECK(seen.cache[1].parents == std::vector<object_id>{"abc1"});
  CHECK(seen.cache[1].in_use);
  CHECK_FALSE(seen.cache[1].last_used);
  CHECK(seen.cache[2].shared);
  CHECK(seen.image_shared.at("sha256:" + hex) == byte_count{100});
  CHECK(seen.writable_layers.at(hex) == byte_count{10});
  CHECK(seen.volume_sizes == std::map<foreign, byte_count>{{"data", {300}}, {"old", {70}}});
}

TEST_CASE("API 1.42 to 1.51: only what was asked for is there, and the parents' key begins with a space") {
  const auto seen = read(R"({"LayersSize":0,"Images":null,"Containers":null,"Volumes":null,"BuildCache":[
    {"ID":"abc2"," Parents":["abc1","abc0"],"Type":"source.local","InUse":false,"Shared":false,"Size":30},{"ID":"abc3","Parents":["abc2"],"Size":1}]})");
  CHECK_FALSE(seen.images);
  CHECK_FALSE(seen.containers);
  CHECK_FALSE(seen.volumes);
  check_line(seen.build_cache, 2, 0, 31, 31);
  CHECK(seen.cache[0].parents == std::vector<object_id>{"abc1", "abc0"});
  CHECK(seen.cache[1].parents == std::vector<object_id>{"abc2"});
}

TEST_CASE("API 1.52 with verbose: summaries with items, no legacy fields, zeros left out") {
  const auto seen =
      read(R"({"ImageUsage":{"ActiveCount":1,"TotalCount":2,"Reclaimable":700,"TotalSize":1000,"Items":[{"Id":"sha256:)" + hex +
           R"(","Containers":1,"Size":400,"SharedSize":100}]},"ContainerUsage":{},
    "VolumeUsage":{"TotalCount":1,"TotalSize":70,"Items":[{"Name":"old","UsageData":{"RefCount":0,"Size":70}}]},
    "BuildCacheUsage":{"TotalCount":1,"TotalSize":5,"Reclaimable":5,"Items":[{"ID":"abc1","Size":5}]}})");
  check_line(seen.images, 2, 1, 1000, 700);
  check_line(seen.containers, 0, 0, 0, 0);
  check_line(seen.volumes, 1, 0, 70, 0);
  check_line(seen.build_cache, 1, 0, 5, 5);
  CHECK(seen.cache.size() == 1);
  CHECK(seen.image_shared.size() == 1);
  CHECK(seen.volume_sizes.size() == 1);
}

TEST_CASE("API 1.52 and later may send both: nothing is counted twice") {
  const auto seen = read(
      R"({"BuildCacheUsage":{"TotalCount":1,"TotalSize":5,"Items":[{"ID":"abc1","Size":5}]},"BuildCache":[{"ID":"abc1","Size":5}],)" +
      images + "}");
  CHECK(seen.cache.size() == 1);
  CHECK(seen.build_cache->total == 1);
  CHECK(seen.images->total == 2);
}

TEST_CASE("Unknown shared sizes are not counted, and sums of absurd sizes do not overflow") {
  const auto seen = read(R"({"LayersSize":9223372036854775807,"Images":[{"Id":"sha256:)" + hex +
                         R"(","Containers":-1,"Size":400,"SharedSize":-1}],
    "Volumes":[{"Name":"a","UsageData":{"RefCount":-1,"Size":9223372036854775807}},{"Name":"b","UsageData":null},{"Name":"c"}]})");
  CHECK(seen.images->active == 1);
  CHECK(seen.images->size.value == 0);
  CHECK(seen.image_shared.empty());
  CHECK(seen.volumes->size.value == 0);
  CHECK(seen.volumes->total == 3);
}

TEST_CASE("A cache record whose id is no id is left out, and a wrong type is an error") {
  CHECK(read(R"({"BuildCache":[{"ID":".*"},{"ID":"ok1"},{"ID":""}]})").cache.size() == 1);
  CHECK(read_disk(R"({"BuildCache":[{"ID":"a","InUse":"no"}]})").error() == "InUse is neither true nor false");
  CHECK(read_disk(R"({"BuildCache":[7]})").error() == "a list holds something that is no object");
}
