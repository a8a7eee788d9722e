#include "plan/sightings.hpp"

#include <doctest/doctest.h>

#include "ask.hpp"

using namespace dropsweep;
using namespace dropsweep::fakes;

namespace {

survey seen_at(survey facts, instant clock = now) {
  facts.engine.clock = clock;
  note_sightings(facts);
  return facts;
}

}  // namespace

TEST_CASE("the first run that sees something begins its history") {
  const auto seen = seen_at(host().add(image_builder("a")).add(volume_builder("data")));
  const sightings unused{.first = now, .last_in_use = {}, .unused_since = now};
  CHECK(seen.images[0].seen == unused);
  CHECK(seen.volumes[0].seen == unused);
}

TEST_CASE("what is still unused keeps its beginning, and asking twice changes nothing") {
  const auto first = seen_at(host().add(volume_builder("data")));
  const auto later = seen_at(first, now + days(8));
  CHECK(later.volumes[0].seen.unused_since == now);
  CHECK(seen_at(later, now + days(8)).volumes[0].seen == later.volumes[0].seen);
}

TEST_CASE("use in between begins the time of disuse anew") {
  auto facts = seen_at(host().add(volume_builder("data")).add(image_builder("a", {"shop/web:1"})));
  facts.containers = {container_builder("web", "a").running().volume("data").it};
  facts = seen_at(facts, now + days(3));
  for (const auto* seen : {&facts.volumes[0].seen, &facts.images[0].seen}) {
    CHECK(seen->first == now);
    CHECK(seen->last_in_use == now + days(3));
    CHECK_FALSE(seen->unused_since);
  }
  facts.containers.clear();
  facts = seen_at(facts, now + days(5));
  CHECK(facts.volumes[0].seen.unused_since == now + days(5));
  CHECK(facts.volumes[0].seen.last_in_use == now + days(3));
}

TEST_CASE("a stopped container uses its volumes, and its image until it ended") {
  const auto seen = seen_at(host()
                                .add(volume_builder("data"))
                                .add(image_builder("a"))
                                .add(container_builder("job", "a").exited(days(9)).volume("data")));
  CHECK(seen.volumes[0].seen.last_in_use == now);
  CHECK(seen.images[0].seen.last_in_use == now - days(9));
  CHECK_FALSE(seen.images[0].seen.unused_since);
}

TEST_CASE("swarm services and pulls are use, too") {
  const auto swarm = seen_at(host().add(image_builder("a", {"shop/web:1"})).swarm("shop/web:1"));
  CHECK(swarm.images[0].seen.last_in_use == now);
  const auto pulled = seen_at(host().add(image_builder("a", {"shop/web:1"})).pulled("shop/web:1", days(2)));
  CHECK(pulled.images[0].seen.last_in_use == now - days(2));
}

TEST_CASE("moments of a wrong clock do not stay: what lies ahead was now, what lies before Docker was never") {
  auto facts = host().add(volume_builder("ahead").seen_unused(-days(400)).seen_in_use(-days(2))).add(volume_builder("old")).it;
  facts.volumes[1].seen.unused_since = instant{};
  const auto seen = seen_at(facts);
  CHECK(seen.volumes[0].seen.unused_since == now);
  CHECK(seen.volumes[0].seen.last_in_use == now);
  CHECK(seen.volumes[1].seen.unused_since == now);
  CHECK(seen_at(host().add(volume_builder("data")), instant{}).volumes[0].seen == sightings{});
}
