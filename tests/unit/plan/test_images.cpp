#include <doctest/doctest.h>

#include "ask.hpp"

using namespace dropsweep;
using namespace dropsweep::fakes;

TEST_CASE("a dangling image goes in every mode once it is past min-age") {
  const auto facts = host().add(image_builder("a").tagged(11min)).add(image_builder("b").tagged(10min));
  for (const auto mode : every_mode) {
    const auto made = make_plan(facts, default_policy(mode));
    CHECK(going(made) == names{"aaaaaaaaaaaa"});
    CHECK(reason(made, "aaaaaaaaaaaa") == "dangling, last tagged 11 minutes ago");
    CHECK(reason(made, "bbbbbbbbbbbb") == "dangling, last tagged 10 minutes ago, younger than min-age 10m");
  }
}

TEST_CASE("an image that lost its tag to a newer one is dangling although its digest is known, as Docker counts it") {
  const auto made = make_plan(host().add(image_builder("a").digest("shop/a@sha256:1").arrived(days(2))), standard());
  CHECK(going(made) == names{"aaaaaaaaaaaa"});
}

TEST_CASE("an unused tagged image stays in standard mode, and goes past the line in the others") {
  const auto facts =
      host().add(image_builder("a", {"shop/a:1"}).tagged(days(8))).add(image_builder("b", {"shop/b:1"}).tagged(days(6)));
  CHECK(make_plan(facts, standard()).remove.empty());
  CHECK(reason(make_plan(facts, standard()), "shop/a:1") == "unused, but tagged: standard mode leaves it");
  CHECK(going(make_plan(facts, aggressive())) == names{"shop/a:1"});
  CHECK(reason(make_plan(facts, aggressive()), "shop/b:1") == "unused, last tagged 6 days ago, newer than the age line of 7d");
  CHECK(going(make_plan(facts, full())) == names{"shop/a:1", "shop/b:1"});
}

TEST_CASE("the build date says nothing about use: an image that was built long ago and arrived just now stays") {
  const auto built_long_ago = image_builder("a", {"shop/a:1"}).built(days(400));
  CHECK(reason(make_plan(host().add(built_long_ago), full()), "shop/a:1") ==
        "unused, unknown when it was last used: no trustworthy sign");
  CHECK(make_plan(host().add(image_builder(built_long_ago).arrived(1min)), full()).remove.empty());
  CHECK(make_plan(host().add(image_builder("a").built(days(400))), full()).remove.empty());
}

TEST_CASE("the latest sign counts") {
  CHECK(make_plan(host().add(image_builder("a", {"x:1"}).tagged(days(400)).arrived(5min)), full()).remove.empty());
  CHECK(make_plan(host().add(image_builder("a", {"x:1"}).tagged(5min).arrived(days(400))), full()).remove.empty());
}

TEST_CASE("dates of reproducible builds are no sign") {
  auto odd = image_builder("a", {"x:1"});
  odd.it.last_tagged = instant{};
  odd.it.arrived = std::chrono::sys_days{std::chrono::year{1980} / 1 / 1};
  CHECK(make_plan(host().add(odd), full()).remove.empty());
}

TEST_CASE("a container that stays keeps its image with every tag, stopped or not") {
  const auto old = image_builder("a", {"shop/a:2", "shop/a:latest"}).tagged(days(400));
  const auto running = make_plan(host().add(old).add(container_builder("web", "a").running()), full());
  CHECK(running.remove.empty());
  CHECK(reason(running, "shop/a:2") == "used by container web (running)");
  CHECK(running.keep.back().tags.size() == 2);
  const auto stopped = make_plan(host().add(old).add(container_builder("job", "a").exited(5min)), full());
  CHECK(reason(stopped, "shop/a:2") == "used by container job (stopped)");
  // The one that convinces most is named.
  const auto both = make_plan(
      host().add(old).add(container_builder("job", "a").exited(5min)).add(container_builder("web", "a").running()), full());
  CHECK(reason(both, "shop/a:2") == "used by container web (running)");
}

TEST_CASE("a container that goes frees its image, but was a use of it until it finished") {
  const auto image = image_builder("a", {"shop/a:1"}).tagged(days(400));
  const auto long_ago = make_plan(host().add(image).add(container_builder("job", "a").exited(days(8))), aggressive());
  CHECK(going(long_ago) == names{"job", "shop/a:1"});
  CHECK(reason(long_ago, "shop/a:1") == "unused, last used by a container 8 days ago");

  policy rules = aggressive();
  rules.older_than = 1h;
  rules.min_age = 3h;
  CHECK(make_plan(host().add(image).add(container_builder("job", "a").exited(2h)), rules).remove.empty());
  const auto dangling = host().add(image_builder("a").tagged(days(400))).add(container_builder("job", "a").exited(2h));
  CHECK(going(make_plan(dangling, standard())) == names{"job", "aaaaaaaaaaaa"});
}

TEST_CASE("an image mounted by a container that stays is in use, by whatever name") {
  const names sources{"tools",    "tools:latest", "docker.io/library/tools:latest", "tools@sha256:77", image_id("a"),
                      id_of("a"), "aaaaaaaaaaaa"};
  for (const auto& source : sources) {
    CAPTURE(source);
    const auto made = make_plan(host()
                                    .add(image_builder("a", {"tools:latest"}).digest("tools@sha256:77").tagged(days(400)))
                                    .add(container_builder("web", "b").running().mount_of(mount::kind::image, source)),
                                full());
    CHECK(made.remove.empty());
    CHECK(reason(made, "tools:latest") == "used by container web (running)");
  }
}

TEST_CASE("the image that a container's name means by now stays: somebody may have pulled it for the next start") {
  const auto made = make_plan(host()
                                  .add(image_builder("b", {"shop/a:latest"}).tagged(days(30)))
                                  .add(image_builder("a").tagged(days(60)))
                                  .add(container_builder("web", "a").running().reference("shop/a")),
                              full());
  CHECK(made.remove.empty());
  CHECK(reason(made, "shop/a:latest") == "used by container web (running) by name only");
}

TEST_CASE("a container that only bears an image's name was no use of it") {
  const auto made = make_plan(host()
                                  .add(image_builder("b", {"shop/a:latest"}).tagged(days(30)))
                                  .add(container_builder("job", "a").exited(days(8)).reference("shop/a")),
                              aggressive());
  CHECK(going(made) == names{"job", "shop/a:latest"});
  CHECK(reason(made, "shop/a:latest") == "unused, last tagged 4 weeks ago");
}

TEST_CASE("what a swarm service names stays, by tag and by digest") {
  const auto facts = host()
                         .add(image_builder("a", {"shop/a:1"}).tagged(days(400)))
                         .add(image_builder("b").digest("shop/b@sha256:22").tagged(days(400)))
                         .add(image_builder("c", {"shop/c:1"}).tagged(days(400)))
                         .swarm("shop/a:1")
                         .swarm("docker.io/shop/b:1.2@sha256:22");
  const auto made = make_plan(facts, full());
  CHECK(going(made) == names{"shop/c:1"});
  CHECK(reason(made, "shop/a:1") == "named by a swarm service (its current or previous spec)");
}

TEST_CASE("children go before their parents, and say so") {
  const auto made = make_plan(host()
                                  .add(image_builder("a").tagged(days(3)))
                                  .add(image_builder("b").tagged(days(3)).child_of("a"))
                                  .add(image_builder("c").tagged(days(3)).child_of("b"))
                                  .add(image_builder("d").tagged(days(3)).child_of("b")),
                              standard());
  CHECK(going(made) == names{"cccccccccccc", "dddddddddddd", "bbbbbbbbbbbb", "aaaaaaaaaaaa"});
  CHECK(made.remove.at(0).after.empty());
  CHECK(made.remove.at(2).after == std::vector{image_id("c"), image_id("d")});
  CHECK(made.remove.at(3).after == std::vector{image_id("b")});
}

TEST_CASE("the parents of an image that stays, stay") {
  const auto made = make_plan(host()
                                  .add(image_builder("a").tagged(days(30)))
                                  .add(image_builder("b").tagged(days(30)).child_of("a"))
                                  .add(image_builder("c", {"web:1"}).tagged(days(30)).child_of("b"))
                                  .add(container_builder("web", "c").running()),
                              full());
  CHECK(made.remove.empty());
  CHECK(reason(made, "bbbbbbbbbbbb") == "parent of image web:1, which stays");
  CHECK(reason(made, "aaaaaaaaaaaa") == "parent of image bbbbbbbbbbbb, which stays");
}

TEST_CASE("an engine that makes images their own ancestors gets them kept") {
  const auto made = make_plan(host()
                                  .add(image_builder("a").tagged(days(3)).child_of("b"))
                                  .add(image_builder("b").tagged(days(3)).child_of("a"))
                                  .add(image_builder("c").tagged(days(3)).child_of("c")),
                              standard());
  CHECK(made.remove.empty());
  CHECK(made.keep.size() == 3);
}

TEST_CASE("an image gives back what it does not share, as far as the engine says") {
  const auto made = make_plan(host()
                                  .add(image_builder("a").tagged(days(3)).size(100, 30))
                                  .add(image_builder("b").tagged(days(3)).size(100))
                                  .add(image_builder("c").tagged(days(3)).size(100, 200))
                                  .add(image_builder("d").tagged(days(3)).size(100, -1)),
                              standard());
  CHECK(made.remove.at(0).size == byte_count{70});
  CHECK(made.remove.at(1).size == byte_count{100});
  CHECK(made.remove.at(2).size == byte_count{0});
  CHECK(made.remove.at(3).size == byte_count{100});
}

TEST_CASE("a pull that the engine remembers makes an image young, by whatever name") {
  const auto facts = host().add(image_builder("a", {"shop/web:1"}).tagged(days(90))).pulled("docker.io/shop/web:1", days(3));
  CHECK(reason(make_plan(facts, aggressive()), "shop/web:1") == "unused, last pulled 3 days ago, newer than the age line of 7d");
}

TEST_CASE("the use that an earlier run saw counts when the container that used it is gone") {
  const auto image = image_builder("a", {"shop/web:1"}).tagged(days(90)).seen_in_use(days(2));
  CHECK(reason(make_plan(host().ledger().add(image), aggressive()), "shop/web:1") ==
        "unused, last seen in use 2 days ago, newer than the age line of 7d");
  CHECK(going(make_plan(host().add(image), aggressive())) == names{"shop/web:1"});  // nothing was kept on this host
}

TEST_CASE("an image without a date is as old as the first run's sight of it, if it is still the one that was seen") {
  const auto image = image_builder("a", {"shop/web:1"}).first_seen(days(8));
  CHECK(going(make_plan(host().ledger().add(image), aggressive())).empty());
  auto same = image;
  same.layer("abc");
  CHECK(going(make_plan(host().ledger().add(same), aggressive())) == names{"shop/web:1"});
  same.tagged(days(3));  // a date of its own says more
  CHECK(going(make_plan(host().ledger().add(same), aggressive())).empty());
}

TEST_CASE("a swarm that did not say which images its services name: whatever has a name may be one of them") {
  const auto facts = host()
                         .swarm_unseen()
                         .add(image_builder("a", {"shop/a:1"}).tagged(days(30)))
                         .add(image_builder("b").digest("shop/b@sha256:1").arrived(days(30)))
                         .add(image_builder("c").tagged(days(30)));
  const auto made = make_plan(facts, full());
  CHECK(going(made) == names{"cccccccccccc"});
  const auto why = "unused here, but unknown whether a swarm service names it: the swarm did not say";
  CHECK(reason(made, "shop/a:1") == why);
  CHECK(reason(made, "bbbbbbbbbbbb") == why);
}

TEST_CASE("an engine that did not tell of pulls: a tagged image may have been pulled a minute ago, unless its store says so") {
  const auto facts =
      host().pulls_unseen().add(image_builder("a", {"shop/a:1"}).tagged(days(30))).add(image_builder("b").tagged(days(30)));
  const auto made = make_plan(facts, full());
  CHECK(going(made) == names{"bbbbbbbbbbbb"});
  CHECK(reason(made, "shop/a:1") == "unused, but unknown when it was last used: the engine did not tell of pulls");
  CHECK(going(make_plan(survey_builder(facts).containerd(), full())) == names{"shop/a:1", "bbbbbbbbbbbb"});
}
