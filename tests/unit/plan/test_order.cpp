#include <doctest/doctest.h>

#include "ask.hpp"

using namespace dropsweep;
using namespace dropsweep::fakes;

namespace {

policy until_enough(policy rules) {
  rules.until_enough = true;
  return rules;
}

survey_builder a_bit_of_everything() {
  return host()
      .add(container_builder("young-job", "a").exited(days(20)))
      .add(container_builder("old-job", "b").exited(days(90)))
      .add(image_builder("a", {"young:1"}).tagged(days(30)))
      .add(image_builder("b", {"old:1"}).tagged(days(95)))
      .add(record_builder("fresh").used(days(10)))
      .add(record_builder("stale").used(days(80)))
      .add(volume_builder("anon").anonymous().created(days(99)))
      .add(network_builder("net").created(days(99)));
}

}  // namespace

TEST_CASE("of each kind what was unused longest goes first") {
  CHECK(going(make_plan(a_bit_of_everything(), full())) ==
        names{"old-job", "young-job", "old:1", "young:1", "stale", "fresh", "anon", "net"});
}

TEST_CASE("with a goal what is missed least goes first: cache, then containers, the images that they held, volumes, networks") {
  CHECK(going(make_plan(a_bit_of_everything(), until_enough(full()))) ==
        names{"stale", "fresh", "old-job", "young-job", "old:1", "young:1", "anon", "net"});
}

TEST_CASE("an image is as old as its last use, also when its order is asked") {
  // Tagged long ago, used by a container until three weeks ago.
  const auto facts = host()
                         .add(image_builder("a", {"used:1"}).tagged(days(400)))
                         .add(image_builder("b", {"forgotten:1"}).tagged(days(50)))
                         .add(container_builder("job", "a").exited(days(21)));
  CHECK(going(make_plan(facts, until_enough(full()))) == names{"job", "forgotten:1", "used:1"});
}

TEST_CASE("an old parent waits for its young child, and no younger one goes sooner for its sake") {
  const auto made = make_plan(host()
                                  .add(image_builder("a").tagged(days(90)))
                                  .add(image_builder("b").tagged(days(10)).child_of("a"))
                                  .add(image_builder("c").tagged(days(40)))
                                  .add(image_builder("d").tagged(days(20))),
                              until_enough(full()));
  CHECK(going(made) == names{"cccccccccccc", "dddddddddddd", "bbbbbbbbbbbb", "aaaaaaaaaaaa"});
}

TEST_CASE("a plan of an earlier day that is carried out with a goal goes in the goal's order") {
  const auto made = make_plan(a_bit_of_everything(), full());
  CHECK(going(narrow_plan(made, a_bit_of_everything(), until_enough(full()))) ==
        going(make_plan(a_bit_of_everything(), until_enough(full()))));
}
