#include <doctest/doctest.h>

#include "model/outcome.hpp"
#include "model/plan.hpp"
#include "model/policy.hpp"

using namespace dropsweep;
using namespace std::chrono_literals;

TEST_CASE("percent of a disk is what df says: of what can be used, rounded up") {
  CHECK(percent_used({.path = "/", .size = {100}, .used = {40}, .available = {60}}) == 40);
  CHECK(percent_used({.path = "/", .size = {105}, .used = {41}, .available = {59}}) == 41);
  CHECK(percent_used({.path = "/", .size = {1000}, .used = {401}, .available = {599}}) == 41);
  CHECK(percent_used({.path = "/", .size = {0}, .used = {0}, .available = {0}}) == 0);
  // A disk of 4 EB and more: the product by hundred would not fit.
  CHECK(percent_used({.path = "/", .size = {}, .used = {4'000'000'000'000'000'000}, .available = {4'000'000'000'000'000'000}}) ==
        50);
}

TEST_CASE("an image looks the same in whatever order its tags come, and different with another one") {
  image a, b;
  a.tags = {"x:1", "x:2"};
  b.tags = {"x:2", "x:1"};
  CHECK(looks_of(a) == looks_of(b));
  b.tags = {"x:1"};
  CHECK(looks_of(a) != looks_of(b));
  CHECK(looks_of(image{}) != looks_of(b));
}

TEST_CASE("a container looks different when it ran again") {
  container a;
  a.state = container_state::exited;
  a.finished = instant{5ms};
  auto b = a;
  CHECK(looks_of(a) == looks_of(b));
  b.finished = instant{6ms};
  CHECK(looks_of(a) != looks_of(b));
  b = a;
  b.state = container_state::dead;
  CHECK(looks_of(a) != looks_of(b));
}

TEST_CASE("only what was removed is counted, by the engine's claim where it makes one") {
  const auto of = [](object_kind kind, fate what, std::int64_t size, std::optional<byte_count> claim = {}) {
    outcome one;
    one.item.kind = kind;
    one.item.size = {size};
    one.fate = what;
    one.reclaimed = claim;
    return one;
  };
  const auto counts =
      count_removed({of(object_kind::image, fate::removed, 10), of(object_kind::image, fate::failed, 100),
                     of(object_kind::build_cache, fate::removed, 5, byte_count{7}), of(object_kind::volume, fate::removed, 1),
                     of(object_kind::network, fate::kept_in_use, 0), of(object_kind::container, fate::removed, 2)});
  CHECK(counts.images == 1);
  CHECK(counts.cache_records == 1);
  CHECK(counts.volumes == 1);
  CHECK(counts.networks == 0);
  CHECK(counts.containers == 1);
  CHECK(counts.claimed == byte_count{20});
}

TEST_CASE("the modes' defaults are those of the design") {
  CHECK(default_policy(sweep_mode::standard).older_than == 1h);
  CHECK(default_policy(sweep_mode::standard).volumes == volume_scope::none);
  CHECK(default_policy(sweep_mode::aggressive).older_than == 168h);
  CHECK(default_policy(sweep_mode::aggressive).keep_last == 1);
  CHECK(default_policy(sweep_mode::aggressive).volumes == volume_scope::anonymous);
  CHECK(default_policy(sweep_mode::full, 20min).older_than == 20min);
  CHECK(default_policy(sweep_mode::full).keep_last == 0);
  CHECK(default_policy(sweep_mode::full).volumes == volume_scope::anonymous);
}
