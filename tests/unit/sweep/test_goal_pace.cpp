#include "sweep/goal_pace.hpp"

#include <doctest/doctest.h>

using namespace dropsweep;

namespace {

constexpr byte_count whole{1000};

file_system with(std::int64_t used) { return {.path = "/", .size = whole, .used = {used}, .available = {1000 - used}}; }

goal_pace to_at_most(int percent, std::int64_t used) {
  return {{.at_most_full = percent, .available = {}, .free_as_given = {}}, with(used)};
}

void go(goal_pace& pace, byte_count claim, int times = 1) {
  for (int i = 0; i < times; ++i) {
    pace.began(claim);
    pace.ended(claim, claim);
  }
}

void measure(goal_pace& pace, std::int64_t used) {
  pace.asked();
  pace.measured(with(used));
}

}  // namespace

TEST_CASE("far from the goal several go at once, until half of what is missing is on its way") {
  auto pace = to_at_most(50, 900);
  CHECK(pace.missing() == byte_count{400});
  for (int i = 0; i < 4; ++i) {
    CHECK(pace.has_room({50}));
    pace.began({50});
  }
  CHECK_FALSE(pace.has_room({50}));
  CHECK(pace.has_room({0}));  // nothing is claimed to come of it
}

TEST_CASE("what claims more than half of what is missing goes alone, and is measured before the next") {
  auto pace = to_at_most(50, 600);
  CHECK(pace.has_room({5000}));
  pace.began({5000});
  CHECK_FALSE(pace.has_room({1}));
  CHECK_FALSE(pace.should_measure({1}));  // a measurement would not tell of it yet
  pace.ended({5000}, {5000});
  CHECK_FALSE(pace.has_room({1}));
  CHECK(pace.should_measure({1}));
  measure(pace, 500);
  CHECK(pace.reached());
}

TEST_CASE("what claims little is measured now and then all the same: none claims what removed images share with each other") {
  auto pace = to_at_most(50, 900);
  go(pace, {0}, 7);
  CHECK_FALSE(pace.should_measure({0}));
  go(pace, {0});
  CHECK(pace.should_measure({0}));
  CHECK(pace.has_room({0}));  // meanwhile others may go
  for (int i = 0; i < 8; ++i) pace.began({0});
  CHECK_FALSE(pace.has_room({0}));
  measure(pace, 890);
  CHECK(pace.has_room({0}));
}

TEST_CASE("what is on its way while the disk is measured still counts after it") {
  auto pace = to_at_most(50, 900);
  go(pace, {150});
  pace.began({40});
  pace.asked();
  CHECK_FALSE(pace.has_room({150}));
  pace.measured(with(750));
  CHECK(pace.missing() == byte_count{250});
  CHECK(pace.has_room({80}));
  CHECK_FALSE(pace.has_room({90}));
}

TEST_CASE("what stayed claims nothing any more") {
  auto pace = to_at_most(50, 900);
  pace.began({200});
  pace.ended({200}, {0});
  CHECK(pace.has_room({200}));
}

TEST_CASE("space that would be enough and does not show is waited for, twice at most in vain") {
  auto pace = to_at_most(50, 600);
  for (int i = 0; i < 2; ++i) {
    go(pace, {100});
    measure(pace, 600);
    CHECK(pace.may_come_late());
    CHECK_FALSE(pace.has_room({1}));
    pace.waited_in_vain();
    CHECK_FALSE(pace.may_come_late());
    CHECK(pace.has_room({100}));
  }
  go(pace, {100});
  measure(pace, 600);
  CHECK_FALSE(pace.may_come_late());
}

TEST_CASE("late space that comes while it is waited for reaches the goal") {
  auto pace = to_at_most(50, 600);
  go(pace, {100});
  measure(pace, 590);
  CHECK(pace.may_come_late());
  measure(pace, 540);
  CHECK(pace.may_come_late());  // 50 of it have not come, and 40 would do
  measure(pace, 500);
  CHECK(pace.reached());
  CHECK_FALSE(pace.may_come_late());
}

TEST_CASE("what would not be enough is not waited for, and what others write meanwhile only makes the goal farther") {
  auto pace = to_at_most(50, 800);
  go(pace, {100});
  measure(pace, 800);
  CHECK_FALSE(pace.may_come_late());
  go(pace, {100});
  measure(pace, 950);
  CHECK(pace.missing() == byte_count{450});
  CHECK_FALSE(pace.may_come_late());
  CHECK_FALSE(pace.reached());
}
