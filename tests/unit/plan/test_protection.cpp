#include <doctest/doctest.h>

#include "ask.hpp"

using namespace dropsweep;
using namespace dropsweep::fakes;
using subject = keep_rule::subject;

namespace {

policy everything_goes() {
  policy rules = full();
  rules.volumes = volume_scope::named;
  return rules;
}

// One of each kind, all of which would go, marked with one label.
survey_builder one_of_each(foreign key = "", foreign value = "") {
  return host()
      .add(container_builder("job", "f").exited(days(30)).label(key, value))
      .add(image_builder("a", {"shop/a:1"}).tagged(days(30)).label(key, value))
      .add(volume_builder("data").created(days(30)).label(key, value))
      .add(network_builder("net").created(days(30)).label(key, value));
}

bool image_goes(const std::string& pattern, const image_builder& it) {
  return !make_plan(host().add(it), keeping(full(), subject::image, pattern)).remove.empty();
}

}  // namespace

TEST_CASE("unprotected, one of each goes, in the order that is written down") {
  CHECK(going(make_plan(one_of_each().add(record_builder("cache").used(days(30))), everything_goes())) ==
        names{"job", "shop/a:1", "cache", "data", "net"});
}

TEST_CASE("persist protects every kind of object in every mode, unless it says no") {
  for (const auto* yes : {"true", "True", "TRUE", "1", "yes", "", "please"}) {
    const auto made = make_plan(one_of_each("persist", yes), everything_goes());
    CHECK(made.remove.empty());
    CHECK(reason(made, "job") == std::string("carries persist=") + yes);
  }
  for (const auto* no : {"false", "False", "0", "no", "off"})
    CHECK(make_plan(one_of_each("persist", no), everything_goes()).remove.size() == 4);
}

TEST_CASE("a label line protects every kind, with its value if it gives one") {
  CHECK(make_plan(one_of_each("team", "shop"), keeping(everything_goes(), subject::label, "team")).remove.empty());
  CHECK(make_plan(one_of_each("team", "shop"), keeping(everything_goes(), subject::label, "team", "shop")).remove.empty());
  CHECK(make_plan(one_of_each("team", "shop"), keeping(everything_goes(), subject::label, "team", "sho")).remove.size() == 4);
  CHECK(make_plan(one_of_each("team", "shop"), keeping(everything_goes(), subject::label, "tea")).remove.size() == 4);
  CHECK(reason(make_plan(one_of_each("team", "shop"), keeping(everything_goes(), subject::label, "team")), "data") ==
        "kept by keep: the line team");
}

TEST_CASE("a project line protects what Compose or a stack made for it") {
  for (const auto* key : {"com.docker.compose.project", "com.docker.stack.namespace"}) {
    CHECK(make_plan(one_of_each(key, "shop"), keeping(everything_goes(), subject::project, "shop")).remove.empty());
    CHECK(make_plan(one_of_each(key, "shop2"), keeping(everything_goes(), subject::project, "shop")).remove.size() == 4);
  }
}

TEST_CASE("a name line protects its own kind alone") {
  CHECK(going(make_plan(one_of_each(), keeping(everything_goes(), subject::container, "j?b"))) ==
        names{"shop/a:1", "data", "net"});
  CHECK(going(make_plan(one_of_each(), keeping(everything_goes(), subject::image, "shop/*"))) == names{"job", "data", "net"});
  CHECK(going(make_plan(one_of_each(), keeping(everything_goes(), subject::volume, "da*"))) == names{"job", "shop/a:1", "net"});
  CHECK(going(make_plan(one_of_each(), keeping(everything_goes(), subject::network, "net"))) == names{"job", "shop/a:1", "data"});
}

TEST_CASE("a container kept by a line keeps what it uses") {
  const auto facts = host()
                         .add(container_builder("job", "a").exited(days(30)).network("network-net", "net").volume("data"))
                         .add(image_builder("a", {"shop/a:1"}).tagged(days(30)))
                         .add(network_builder("net").created(days(30)))
                         .add(volume_builder("data").created(days(30)));
  CHECK(make_plan(facts, keeping(everything_goes(), subject::container, "job")).remove.empty());
  // An image line keeps the image, not the containers made from it.
  CHECK(going(make_plan(facts, keeping(everything_goes(), subject::image, "shop/a"))) == names{"job", "net"});
}

TEST_CASE("an image line may be written in any spelling") {
  const auto hub = image_builder("a", {"nginx:1.25"}).tagged(days(30)).digest("nginx@sha256:77");
  for (const auto* pattern :
       {"nginx", "nginx:1.25", "nginx:1.*", "ngin?", "docker.io/nginx", "docker.io/library/nginx:1.25", "library/nginx",
        "docker.io/*", "*", "nginx@sha256:77", "nginx:9@sha256:77", "docker.io/library/nginx:1.25@sha256:77", "sha256:aaaa*"}) {
    CAPTURE(pattern);
    CHECK_FALSE(image_goes(pattern, hub));
  }
  for (const auto* pattern : {"nginx:1.2", "nginx:latest", "ginx", "shop/nginx", "ghcr.io/*", "nginx@sha256:7", "NGINX"}) {
    CAPTURE(pattern);
    CHECK(image_goes(pattern, hub));
  }
  const auto elsewhere = image_builder("a", {"localhost:5000/shop/a:1"}).tagged(days(30));
  CHECK_FALSE(image_goes("localhost:5000/shop/a", elsewhere));
  CHECK_FALSE(image_goes("localhost:5000/*", elsewhere));
  CHECK(image_goes("docker.io/*", elsewhere));
  CHECK(image_goes("shop/a", elsewhere));
}

TEST_CASE("one protected tag keeps the whole image") {
  CHECK_FALSE(image_goes("shop/a:stable", image_builder("a", {"shop/a:1", "shop/a:stable"}).tagged(days(30))));
}

TEST_CASE("what the droplet chose for a label's value reaches a reason only through the sanitiser") {
  const auto made =
      make_plan(host().add(container_builder("job", "f").exited(days(30)).label("persist", "\n::error::x")), full());
  CHECK(reason(made, "job") == "carries persist=\\n::error::x");
}
