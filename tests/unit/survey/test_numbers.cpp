#include "survey/numbers.hpp"

#include <doctest/doctest.h>

#include "fakes/survey_builder.hpp"

using namespace dropsweep;
using namespace dropsweep::fakes;

namespace {

survey some_survey(span ago, std::int64_t volume_size) {
  survey seen = host()
                    .clock(ago)
                    .add(volume_builder("data").created(days(50)).size(volume_size))
                    .add(container_builder("web", "a").running().started(days(40)));
  seen.containers[0].memory_used = byte_count{7};
  seen.host.disks = {{.path = "/", .size = {100}, .used = {40}, .available = {60}}};
  return seen;
}

}  // namespace

TEST_CASE("What a run measured is what the next one remembers") {
  auto first = some_survey(days(9), 1000);
  const auto earlier = recall_numbers(numbers_of(first), "engine");
  REQUIRE(earlier.runs.size() == 1);
  CHECK(earlier.runs[0] == numbers_as_found(first));
  CHECK(earlier.sizes.size() == 2);

  auto second = some_survey(days(2), 5000);
  second.earlier = earlier;
  const auto both = recall_numbers(numbers_of(second), "engine");
  CHECK(both.runs.size() == 2);
  REQUIRE(both.sizes.size() == 2);
  CHECK(both.sizes[0] == tracked_size{.of = tracked_size::kind::volume,
                                      .name = "data",
                                      .born = now - days(50),
                                      .first = now - days(9),
                                      .last = now - days(2),
                                      .size_first = {1000},
                                      .size_last = {5000}});
}

TEST_CASE("What the engine did not say is remembered as unknown") {
  auto seen = some_survey(days(9), 1000);
  seen.usage.images = {.size = {}, .reclaimable = {}, .unseen = true};
  const auto run = recall_numbers(numbers_of(seen), "engine").runs.at(0);
  CHECK_FALSE(run.images);
  CHECK(run.cache == byte_count{0});
  CHECK(run == numbers_as_found(seen));
}

TEST_CASE("A volume that was made anew, and a container that started anew, begin anew; what was seen too long ago moves on") {
  auto first = some_survey(days(9), 1000);
  auto second = some_survey(days(2), 5000);
  second.earlier = recall_numbers(numbers_of(first), "engine");
  second.volumes[0].created = now - days(5);
  CHECK(recall_numbers(numbers_of(second), "engine").sizes[0].first == now - days(2));

  auto later = some_survey(-days(80), 9000);
  later.earlier = recall_numbers(numbers_of(first), "engine");
  CHECK(recall_numbers(numbers_of(later), "engine").sizes[0].first == now - days(9));
  later.earlier.sizes[0].last = now;
  CHECK(recall_numbers(numbers_of(later), "engine").sizes[0].first == now);
}

TEST_CASE("A file that is broken, of another engine, or not ours counts as none") {
  const auto good = numbers_of(some_survey(days(1), 1));
  CHECK(recall_numbers(good, "engine").runs.size() == 1);
  CHECK(recall_numbers(good, "other").runs.empty());
  for (const auto& bad :
       {std::string(), std::string("x"), good.substr(0, good.size() - 2), "y" + good,
        good.substr(0, good.find("run")) + "run - 1 2\nend\n", good.substr(0, good.find("run")) + "volume a b 1 1 1 1\nend\n",
        good.substr(0, good.find("run")) + "::error::owned\nend\n"})
    CHECK(recall_numbers(bad, "engine").runs.empty());
}

TEST_CASE("It stays small: the oldest runs go, and no more sizes are kept than fit") {
  survey seen = some_survey(span{}, 1);
  for (int i = 0; i < 5000; ++i)
    seen.volumes.push_back(volume_builder(std::string(200, 'v') + std::to_string(i)).created(days(1)).size(i).it);
  for (int i = 0; i < 150; ++i) {
    auto run = numbers_as_found(seen);
    run.when = now - days(200 - i);
    seen.earlier.runs.push_back(run);
  }
  const auto text = numbers_of(seen);
  CHECK(text.size() <= numbers_most);
  const auto earlier = recall_numbers(text, "engine");
  CHECK(earlier.runs.size() == numbers_runs_most);
  CHECK(earlier.runs.back().when == now);
}
