#include <doctest/doctest.h>

#include "ask.hpp"

using namespace dropsweep;
using namespace dropsweep::fakes;

namespace {

policy taking(volume_scope scope) {
  policy rules = full();
  rules.volumes = scope;
  return rules;
}

}  // namespace

TEST_CASE("the scope decides which volumes may go at all") {
  const auto facts =
      host().add(volume_builder("anon").anonymous().created(days(30))).add(volume_builder("named").created(days(30)));
  CHECK(make_plan(facts, taking(volume_scope::none)).remove.empty());
  CHECK(going(make_plan(facts, taking(volume_scope::anonymous))) == names{"anon"});
  CHECK(going(make_plan(facts, taking(volume_scope::named))) == names{"anon", "named"});
  CHECK(reason(make_plan(facts, taking(volume_scope::none)), "anon") == "volumes are not swept (volumes: none)");
  CHECK(reason(make_plan(facts, taking(volume_scope::anonymous)), "named") == "named volumes go only with volumes: named");
  CHECK(reason(make_plan(facts, taking(volume_scope::named)), "anon") == "anonymous, unused, created 4 weeks ago");
}

TEST_CASE("by default standard takes none, and neither of the others takes a named one") {
  const auto facts =
      host().add(volume_builder("anon").anonymous().created(days(30))).add(volume_builder("named").created(days(30)));
  CHECK(make_plan(facts, standard()).remove.empty());
  CHECK(going(make_plan(facts, aggressive())) == names{"anon"});
  CHECK(going(make_plan(facts, full())) == names{"anon"});
}

TEST_CASE("a volume of any container of the survey stays, also of one that goes in the same plan") {
  const auto volume = volume_builder("data").created(days(30));
  const auto goes = make_plan(host().add(volume).add(container_builder("job", "a").exited(days(20)).volume("data")),
                              taking(volume_scope::named));
  CHECK(going(goes) == names{"job"});
  CHECK(reason(goes, "data") == "used by container job (stopped)");
  CHECK(make_plan(host().add(volume).add(container_builder("web", "a").running().volume("data")), taking(volume_scope::named))
            .remove.empty());
}

TEST_CASE("a volume mounted by its path is used as well") {
  const auto volume = volume_builder("data").created(days(30));
  const auto bound_to = [&](const char* path) {
    const auto facts = host().add(volume).add(container_builder("web", "a").running().mount_of(mount::kind::bind, path));
    return make_plan(facts, taking(volume_scope::named)).remove.empty();
  };
  CHECK(bound_to("/var/lib/docker/volumes/data/_data"));
  CHECK(bound_to("/var/lib/docker/volumes/data/_data/below"));
  CHECK(bound_to("/var/lib/docker/volumes/data"));
  CHECK_FALSE(bound_to("/var/lib/docker/volumes/data2/_data"));
  CHECK_FALSE(bound_to("/srv/data"));
}

TEST_CASE("only plain local volumes go") {
  const auto made = make_plan(host()
                                  .add(volume_builder("nfs").created(days(30)).options())
                                  .add(volume_builder("cloud").created(days(30)).driver("rexray")),
                              taking(volume_scope::named));
  CHECK(made.remove.empty());
  CHECK(reason(made, "nfs") == "it has driver options: its data may lie elsewhere");
  CHECK(reason(made, "cloud") == "its driver is rexray, not local");
}

TEST_CASE("a volume is as old as its creation; unknown is young") {
  policy rules = aggressive();
  const auto made = make_plan(host()
                                  .add(volume_builder("on").anonymous().created(days(7)))
                                  .add(volume_builder("past").anonymous().created(days(7) + 1ms).size(5))
                                  .add(volume_builder("unknown").anonymous()),
                              rules);
  CHECK(going(made) == names{"past"});
  CHECK(made.remove.at(0).size == byte_count{5});
  CHECK(reason(made, "unknown") == "anonymous, unused, unknown when it was last used: no trustworthy sign");
}

TEST_CASE("with a ledger a volume goes only when two runs have seen it unused, the age line apart") {
  const auto volume = [](const char* name) { return volume_builder(name).anonymous().created(days(30)); };
  const auto made = make_plan(host()
                                  .ledger()
                                  .add(volume("first sight"))
                                  .add(volume("on the line").seen_unused(days(7)))
                                  .add(volume("past it").seen_unused(days(7) + 1ms))
                                  .add(volume_builder("made since").anonymous().created(days(2)).seen_unused(days(30)))
                                  .add(volume_builder("of unknown age").anonymous().seen_unused(days(30))),
                              aggressive());
  CHECK(going(made) == names{"past it"});
  CHECK(reason(made, "past it") == "anonymous, unused, first seen unused 7 days ago");
  CHECK(reason(made, "on the line") == "anonymous, unused, first seen unused 7 days ago, newer than the age line of 7d");
  CHECK(reason(made, "first sight") == "anonymous, unused, but no earlier run has seen it so: it may go in one that is 7d later");
  CHECK(reason(made, "made since") == "anonymous, unused, created 2 days ago, newer than the age line of 7d");
}
