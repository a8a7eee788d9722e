#include <doctest/doctest.h>

#include "ask.hpp"

using namespace dropsweep;
using namespace dropsweep::fakes;

namespace {

survey_builder before() {
  return host()
      .add(container_builder("job", "a").exited(days(30)))
      .add(image_builder("a", {"shop/a:1"}).tagged(days(30)))
      .add(volume_builder("anon").anonymous().created(days(30)))
      .add(network_builder("net").created(days(30)))
      .add(record_builder("cache").used(days(30)));
}

}  // namespace

TEST_CASE("nothing changed: the plan goes as it was made") {
  const auto made = make_plan(before(), aggressive());
  const auto narrowed = narrow_plan(made, before(), aggressive());
  CHECK(going(narrowed) == going(made));
  CHECK(narrowed.remove.size() == 5);
  CHECK(narrowed.keep.empty());
  CHECK(narrowed.mode == sweep_mode::aggressive);
}

TEST_CASE("what is new since the plan stays, however old it looks") {
  const auto facts = before().add(image_builder("b").tagged(days(30)));
  const auto narrowed = narrow_plan(make_plan(before(), aggressive()), facts, aggressive());
  CHECK(narrowed.remove.size() == 5);
  CHECK(reason(narrowed, "bbbbbbbbbbbb") == "not in the plan that is carried out");
}

TEST_CASE("what is gone since is reported as kept, once") {
  const auto narrowed = narrow_plan(make_plan(before(), aggressive()), host(), aggressive());
  CHECK(narrowed.remove.empty());
  CHECK(narrowed.keep.size() == 5);
  CHECK(reason(narrowed, "anon") == "changed since the plan: it is gone already");
}

TEST_CASE("what looks different stays") {
  const auto made = make_plan(before(), aggressive());
  const auto again = [&](auto change) {
    survey facts = before();
    change(facts);
    return narrow_plan(made, facts, aggressive());
  };
  CHECK(reason(again([](survey& s) { s.containers[0].finished = now - days(20); }), "job") ==
        "changed since the plan: it ran meanwhile");
  CHECK(reason(again([](survey& s) { s.images[0].tags.push_back("shop/a:stable"); }), "shop/a:1") ==
        "changed since the plan: its tags are other ones now");
  CHECK(reason(again([](survey& s) { s.volumes[0].created = now - days(20); }), "anon") ==
        "changed since the plan: it was made anew meanwhile");
  CHECK(reason(again([](survey& s) { s.networks[0].created = now - days(20); }), "net") ==
        "changed since the plan: it was made anew meanwhile");
  CHECK(reason(again([](survey& s) { s.cache[0].last_used = now - days(20); }), "cache") ==
        "changed since the plan: a build used it meanwhile");
  CHECK(reason(again([](survey& s) { s.containers[0].state = container_state::running; }), "job") ==
        "changed since the plan: running");
}

TEST_CASE("today's protections hold against yesterday's plan") {
  const auto made = make_plan(before(), aggressive());
  const auto kept = narrow_plan(made, before(), keeping(aggressive(), keep_rule::subject::image, "shop/*"));
  CHECK(going(kept) == names{"job", "cache", "anon", "net"});
  CHECK(reason(kept, "shop/a:1") == "today's rules keep it: kept by keep: the line shop/*");
  const auto used = narrow_plan(made, before().add(container_builder("web", "a").running().volume("anon")), aggressive());
  CHECK(going(used) == names{"job", "cache", "net"});
}

TEST_CASE("a container that the plan did not name keeps its image, even if it could go itself by now") {
  const auto made = make_plan(before(), aggressive());
  const auto facts = before().add(container_builder("since", "a").exited(days(9)).network("network-net", "net"));
  CHECK(going(make_plan(facts, aggressive())) == names{"job", "since", "shop/a:1", "cache", "anon", "net"});
  const auto narrowed = narrow_plan(made, facts, aggressive());
  CHECK(going(narrowed) == names{"job", "cache", "anon"});
  CHECK(reason(narrowed, "shop/a:1") == "changed since the plan: used by container since (stopped)");
}

TEST_CASE("what only the rules of today keep is not said to have changed") {
  policy that_day = aggressive();
  that_day.older_than = 24h;
  that_day.volumes = volume_scope::named;
  const auto facts = host()
                         .add(container_builder("job", "a").exited(days(3)))
                         .add(image_builder("a", {"shop/a:1"}).tagged(days(30)))
                         .add(volume_builder("data").created(days(30)))
                         .add(network_builder("net").created(days(3)));
  const auto made = make_plan(facts, that_day);
  CHECK(made.remove.size() == 4);
  const auto today = narrow_plan(made, facts, aggressive());
  CHECK(today.remove.empty());
  CHECK(reason(today, "job") == "today's rules keep it: stopped, finished 3 days ago, newer than the age line of 7d");
  CHECK(reason(today, "shop/a:1") == "today's rules keep it: used by container job (stopped)");
  CHECK(reason(today, "data") == "today's rules keep it: named volumes go only with volumes: named");
  CHECK(reason(today, "net") == "today's rules keep it: unused, created 3 days ago, newer than the age line of 7d");
  CHECK(narrow_plan(made, facts, that_day).keep.empty());
}

TEST_CASE("what was used since the plan has changed, also where nothing but its last use tells of it") {
  const auto made = make_plan(before(), aggressive());
  survey later = before();
  later.engine.clock += 1h;
  later.images[0].last_tagged = now + 30min;  // pulled again: the same tags
  later.containers.push_back(container_builder("since", "b").running().joins("job").it);
  const auto narrowed = narrow_plan(made, later, aggressive());
  CHECK(reason(narrowed, "shop/a:1").starts_with("changed since the plan: used by container job"));
  CHECK(reason(narrowed, "job") == "changed since the plan: joined by container since (running), which cannot start without it");
  later.containers.clear();
  CHECK(reason(narrow_plan(made, later, aggressive()), "shop/a:1") ==
        "changed since the plan: unused, last tagged 30 minutes ago, newer than the age line of 7d");
}

TEST_CASE("a plan of another engine removes nothing") {
  auto made = make_plan(before(), aggressive());
  made.engine_id = "another";
  const auto narrowed = narrow_plan(made, before(), aggressive());
  CHECK(narrowed.remove.empty());
  CHECK(reason(narrowed, "anon") == "changed since the plan: the plan was made for another engine");
}

TEST_CASE("a forged plan removes nothing that the rules protect") {
  const auto facts = host()
                         .add(container_builder("web", "a").running().volume("data"))
                         .add(image_builder("a", {"shop/a:1"}).tagged(days(30)))
                         .add(volume_builder("data").created(days(30)))
                         .add(volume_builder("spare").created(days(30)));
  plan forged{.mode = sweep_mode::full, .engine_id = "engine", .made = now};
  for (const auto& one : make_plan(facts, full()).keep) forged.remove.push_back(one);
  CHECK(narrow_plan(forged, facts, full()).remove.empty());
}
