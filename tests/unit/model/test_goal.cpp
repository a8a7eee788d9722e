#include "model/goal.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace dropsweep;

namespace {

constexpr std::int64_t GB = 1'000'000'000;

file_system disk(std::int64_t used, std::int64_t available) {
  return {.path = "/var/lib/docker", .size = {used + available}, .used = {used}, .available = {available}};
}

disk_goal at_most(int percent) { return {.at_most_full = percent, .available = {}, .free_as_given = {}}; }
disk_goal at_least(std::int64_t bytes) { return {.at_most_full = {}, .available = byte_count{bytes}, .free_as_given = "3GB"}; }

}  // namespace

TEST_CASE("a target is reached as soon as df says no more than it") {
  CHECK(is_reached(at_most(60), disk(60, 40)));
  CHECK_FALSE(is_reached(at_most(60), disk(601, 399)));  // 60.1% is 61% to df
  CHECK(is_reached(at_most(0), disk(0, 40)));
  CHECK_FALSE(is_reached(at_most(0), disk(1, 40)));
}

TEST_CASE("free is reached as soon as so much is available") {
  CHECK(is_reached(at_least(3 * GB), disk(90 * GB, 3 * GB)));
  CHECK_FALSE(is_reached(at_least(3 * GB), disk(0, 3 * GB - 1)));
}

TEST_CASE("of two goals both must be reached") {
  disk_goal both = at_most(60);
  both.available = byte_count{3 * GB};
  CHECK_FALSE(is_reached(both, disk(7 * GB, 4 * GB)));
  CHECK_FALSE(is_reached(both, disk(3 * GB, 3 * GB - 1)));
  CHECK(is_reached(both, disk(4 * GB, 3 * GB)));
  CHECK(missing_to(both, disk(8 * GB, 2 * GB)) == byte_count{2 * GB});
  CHECK(missing_to(both, disk(2 * GB, 1 * GB)) == byte_count{2 * GB});
}

TEST_CASE("what is missing is what has to be given back until it is reached") {
  CHECK(missing_to(at_most(60), disk(80, 20)) == byte_count{20});
  CHECK(missing_to(at_most(60), disk(60, 40)) == byte_count{0});
  CHECK(missing_to(at_least(3 * GB), disk(0, 1 * GB)) == byte_count{2 * GB});
  for (const auto& seen : {disk(601, 399), disk(13, 7), disk(99 * GB + 7, 13)}) {
    const auto missing = missing_to(at_most(60), seen);
    CHECK(is_reached(at_most(60), disk(seen.used.value - missing.value, seen.available.value + missing.value)));
    CHECK_FALSE(is_reached(at_most(60), disk(seen.used.value - missing.value + 1, seen.available.value + missing.value - 1)));
  }
}

TEST_CASE("what a host says of its disk breaks nothing: no size at all, a negative one, the largest") {
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  CHECK(is_reached(at_most(60), disk(0, 0)));
  CHECK_FALSE(is_reached(at_least(1), disk(0, 0)));
  CHECK(missing_to(at_least(5), disk(0, -7)) == byte_count{12});
  const file_system full{.path = "/", .size = {most}, .used = {most}, .available = {most}};
  CHECK_FALSE(is_reached(at_most(10), full));
  CHECK(missing_to(at_most(10), full).value > 0);
}

TEST_CASE("goals and disks are told in the inputs' words") {
  disk_goal both = at_least(3 * GB);
  CHECK(words_of(both) == "free 3GB");
  CHECK(standing_at(both, disk(90 * GB, 2 * GB)) == "2 GB available");
  both.at_most_full = 60;
  CHECK(words_of(both) == "disk-target 60% and free 3GB");
  CHECK(standing_at(both, disk(90 * GB, 10 * GB)) == "90% full, 10 GB available");
  CHECK(words_of(at_most(60)) == "disk-target 60%");
}
