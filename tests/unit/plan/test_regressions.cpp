// What random cases found, shrunk and pasted from `./dev bench property`; each is held against every sentence again.
#include <doctest/doctest.h>

#include "fakes/survey_builder.hpp"
#include "property/invariants.hpp"

using namespace dropsweep;
using namespace dropsweep::fakes;

namespace {

void check_every_sentence(const survey& facts, const policy& rules, std::string_view once_broken, std::uint64_t salt) {
  for (const auto only : {once_broken, std::string_view()}) {
    const auto found = property::first_broken({.facts = facts, .rules = rules, .salt = salt}, only);
    CHECK_MESSAGE(!found, (found ? found->sentence + ": " + found->saw : ""));
  }
}

}  // namespace

// One manifest list pulled for two platforms under two names: the digest alone says too little.
TEST_CASE("the image that a kept container mounts stays, also when another image has the same digest under another name") {
  check_every_sentence(
      host()
          .add(image_builder("a").digest("ghcr.io/shop/api@" + image_id("d0")))
          .add(image_builder("b").digest("registry:5000/shop/api@" + image_id("d0")).arrived(59min))
          .add(container_builder("web", "c").running().mount_of(mount::kind::image, "registry:5000/shop/api@" + image_id("d0"))),
      default_policy(sweep_mode::aggressive), "the image that a kept container mounts stays", 0U);
}
