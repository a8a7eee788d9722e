#include <doctest/doctest.h>

#include "ask.hpp"

using namespace dropsweep;
using namespace dropsweep::fakes;

namespace {

survey_builder releases() {
  return host()
      .add(image_builder("1", {"shop/a:1"}).tagged(days(40)))
      .add(image_builder("2", {"shop/a:2"}).tagged(days(30)))
      .add(image_builder("3", {"shop/a:3"}).tagged(days(20)))
      .add(image_builder("9", {"other:1"}).tagged(days(20)));
}

policy keep_last(unsigned number, policy rules = aggressive()) {
  rules.keep_last = number;
  return rules;
}

}  // namespace

TEST_CASE("of a repository in use the newest other images stay for a rollback") {
  const auto facts = releases().add(container_builder("web", "3").running());
  CHECK(going(make_plan(facts, keep_last(0))) == names{"shop/a:1", "shop/a:2", "other:1"});
  CHECK(going(make_plan(facts, keep_last(1))) == names{"shop/a:1", "other:1"});
  CHECK(going(make_plan(facts, keep_last(2))) == names{"other:1"});
  CHECK(going(make_plan(facts, keep_last(4'000'000'000))) == names{"other:1"});
  CHECK(reason(make_plan(facts, keep_last(1)), "shop/a:2") == "kept for a rollback of shop/a (keep-last 1)");
}

TEST_CASE("newest is by last use, and after a rollback the newer release is the other one") {
  const auto made = make_plan(releases().add(container_builder("web", "1").running()), keep_last(1));
  CHECK(going(made) == names{"shop/a:2", "other:1"});
}

TEST_CASE("nothing of a repository that is not in use is kept by it") {
  CHECK(make_plan(releases(), keep_last(3)).remove.size() == 4);
}

TEST_CASE("a repository is in use although a moving tag left its image without one") {
  const auto image = image_builder("8").digest("shop/a@sha256:88").tagged(days(50));
  CHECK(reason(make_plan(releases().add(image).add(container_builder("web", "8").running()), keep_last(1)), "shop/a:3") ==
        "kept for a rollback of shop/a (keep-last 1)");
  // Or when nothing but the container's word for it is left.
  CHECK(reason(make_plan(releases().add(container_builder("web", "f").running().reference("shop/a:gone")), keep_last(1)),
               "shop/a:3") == "kept for a rollback of shop/a (keep-last 1)");
}

TEST_CASE("equal last use: the later build, then the id decides") {
  const auto facts = host()
                         .add(image_builder("1", {"a:1"}).tagged(days(20)).built(days(70)))
                         .add(image_builder("2", {"a:2"}).tagged(days(20)).built(days(60)))
                         .add(image_builder("3", {"a:3"}).tagged(days(20)).built(days(60)))
                         .add(image_builder("9", {"a:9"}))
                         .add(container_builder("web", "9").running());
  CHECK(going(make_plan(facts, keep_last(1))) == names{"a:1", "a:2"});
}

TEST_CASE("an image of unknown age stays anyway and takes no place") {
  const auto made =
      make_plan(releases().add(image_builder("7", {"shop/a:7"})).add(container_builder("web", "3").running()), keep_last(1));
  CHECK(going(made) == names{"shop/a:1", "other:1"});
}

TEST_CASE("two tags of one image take one place") {
  const auto made = make_plan(releases()
                                  .add(image_builder("4", {"shop/a:4", "shop/a:stable"}).tagged(days(10)))
                                  .add(container_builder("web", "3").running()),
                              keep_last(2));
  CHECK(going(made) == names{"shop/a:1", "other:1"});
}
