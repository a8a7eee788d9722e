#include <doctest/doctest.h>

#include "ask.hpp"

using namespace dropsweep;
using namespace dropsweep::fakes;

TEST_CASE("a stopped container goes when it finished before the age line, in every mode") {
  const auto facts = host().add(container_builder("old", "a").exited(days(30)));
  for (const auto mode : every_mode) {
    const auto made = make_plan(facts, default_policy(mode));
    CHECK(going(made) == names{"old"});
    CHECK(reason(made, "old") == "stopped, finished 4 weeks ago");
  }
}

TEST_CASE("exactly on the age line it stays, a moment later it goes") {
  const auto facts = host().add(container_builder("on", "a").exited(1h)).add(container_builder("past", "a").exited(1h + 1ms));
  const auto made = make_plan(facts, standard());
  CHECK(going(made) == names{"past"});
  CHECK(reason(made, "on") == "stopped, finished 1 hour ago, newer than the age line of 1h");
}

TEST_CASE("min-age holds even where the age line is shorter") {
  policy rules = full();
  rules.older_than = 1s;
  const auto made = make_plan(
      host().add(container_builder("on", "a").exited(10min)).add(container_builder("past", "a").exited(10min + 1ms)), rules);
  CHECK(going(made) == names{"past"});
  CHECK(reason(made, "on") == "stopped, finished 10 minutes ago, younger than min-age 10m");
}

TEST_CASE("a long-lived container that has just stopped is young, however long ago it was created") {
  const auto made = make_plan(host().add(container_builder("db", "a").created(days(400)).exited(5min)), full());
  CHECK(made.remove.empty());
}

TEST_CASE("what runs, or is about to, or is being removed stays in every mode") {
  using enum container_state;
  for (const auto state : {running, paused, restarting, removing}) {
    for (const auto mode : every_mode) {
      CHECK(make_plan(host().add(container_builder("it", "a").created(days(400)).exited(days(300)).state(state)),
                      default_policy(mode))
                .remove.empty());
    }
  }
}

TEST_CASE("a container that was created and never started stays in standard mode") {
  const auto facts = host().add(container_builder("new", "a").created(days(30)));
  CHECK(make_plan(facts, standard()).remove.empty());
  CHECK(reason(make_plan(facts, standard()), "new") == "created and never started: perhaps about to be");
  CHECK(going(make_plan(facts, aggressive())) == names{"new"});
  CHECK(going(make_plan(facts, full())) == names{"new"});
  CHECK(reason(make_plan(facts, full()), "new") == "never started, created 4 weeks ago");
  CHECK(make_plan(host().add(container_builder("new", "a").created(days(6))), aggressive()).remove.empty());
}

TEST_CASE("dead ones go like stopped ones") {
  const auto made = make_plan(host().add(container_builder("it", "a").exited(days(3)).state(container_state::dead)), standard());
  CHECK(reason(made, "it") == "dead, finished 3 days ago");
  CHECK(going(made) == names{"it"});
}

TEST_CASE("without a date that can be true a container stays, with that reason") {
  const auto unknown = "stopped, unknown when it was last used: no trustworthy sign";
  const auto none = host().add(container_builder("it", "a").state(container_state::exited));
  CHECK(reason(make_plan(none, full()), "it") == unknown);
  // 1970 and the like: a clock that was not set. The creation date does not help out.
  auto odd = container_builder("it", "a").created(days(400)).exited(1h);
  odd.it.finished = instant{} + 24h;
  CHECK(reason(make_plan(host().add(odd), full()), "it") == unknown);
}

TEST_CASE("a container that finished in the future is young and tells of the clock") {
  const auto made = make_plan(host().add(container_builder("it", "a").exited(-1h)), full());
  CHECK(reason(made, "it") == "stopped, finished in the future (2026-03-01T13:00:00Z): one of the clocks is wrong");
  // A few seconds are no wrong clock: it finished while the survey was taken.
  const auto just_now = make_plan(host().add(container_builder("it", "a").exited(-5s)), full());
  CHECK(reason(just_now, "it") == "stopped, finished 0 seconds ago, younger than min-age 10m");
}

TEST_CASE("a container's item gives back its writable layer") {
  auto old = container_builder("old", "a").exited(days(30));
  old.it.writable_layer = {4096};
  const auto one = make_plan(host().add(old), standard()).remove.at(0);
  CHECK(one.kind == object_kind::container);
  CHECK(one.size == byte_count{4096});
  CHECK(one.looks == looks_of(old.it));
}

TEST_CASE("what a container that stays joins stays with it, also through others, and so does what it uses") {
  const auto facts = host()
                         .add(image_builder("a", {"vpn:1"}).tagged(days(30)))
                         .add(network_builder("edge").created(days(30)))
                         .add(container_builder("vpn", "a").exited(days(20)).network("network-edge", "edge"))
                         .add(container_builder("tunnel", "b").exited(days(20)).joins("vpn"))
                         .add(container_builder("worker", "b").exited(days(20)).label("persist", "true").joins("tunnel"));
  for (const auto mode : every_mode) {
    const auto made = make_plan(facts, default_policy(mode));
    CHECK(made.remove.empty());
    CHECK(reason(made, "tunnel") == "joined by container worker (stopped), which cannot start without it");
    CHECK(reason(made, "vpn") == "joined by container tunnel (stopped), which cannot start without it");
    CHECK(reason(made, "vpn:1") == "used by container vpn (stopped)");
  }
}

TEST_CASE("one that runs keeps what it joins, for its next start") {
  const auto made = make_plan(
      host().add(container_builder("vpn", "a").exited(2h)).add(container_builder("web", "b").running().joins("vpn")), standard());
  CHECK(reason(made, "vpn") == "joined by container web (running), which cannot start without it");
}

TEST_CASE("when all of them go, the one that is joined goes last and waits for the others") {
  const auto made = make_plan(host()
                                  .add(container_builder("vpn", "a").exited(days(30)))
                                  .add(container_builder("worker", "b").exited(days(20)).joins("vpn"))
                                  .add(container_builder("other", "b").exited(days(25))),
                              standard());
  CHECK(going(made) == names{"other", "worker", "vpn"});
  CHECK(made.remove.at(2).after == std::vector<object_id>{"container-worker"});
}

TEST_CASE("containers that join one another in a circle, or what is not there, harm nobody") {
  const auto made = make_plan(host()
                                  .add(container_builder("a", "a").exited(days(30)).joins("b"))
                                  .add(container_builder("b", "a").exited(days(30)).joins("a"))
                                  .add(container_builder("alone", "a").exited(days(30)).joins("gone")),
                              standard());
  CHECK(going(made) == names{"alone"});
}
