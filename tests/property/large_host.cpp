#include "property/large_host.hpp"

#include <fmt/format.h>

#include "fakes/survey_builder.hpp"
#include "property/dice.hpp"

namespace dropsweep::property {

survey large_host() {
  using namespace std::chrono_literals;
  dice roll(1);
  fakes::survey_builder host;
  host.ledger();
  const auto letters = [](std::size_t number) { return fmt::format("{:05x}", number); };
  const auto ago = [&] { return std::chrono::hours(roll.below(2000)); };
  const auto reference = [&](std::size_t number) { return fmt::format("shop/app{}:{}", number % 300, number); };

  for (std::size_t i = 0; i < 10'000; ++i) {
    fakes::image_builder it(letters(i), {reference(i)});
    for (std::size_t t = roll.below(3); t > 0; --t)
      it.it.tags.emplace_back(fmt::format("registry:5000/app{}:{}-{}", i % 500, i, t));
    it.digest(fmt::format("shop/app{}@{}", i % 300, fakes::image_id(letters(i) + "d"))).tagged(ago()).built(ago());
    if (i % 4 != 0) it.child_of(letters(i - 1));
    it.layer("layer" + letters(i)).first_seen(ago()).seen_in_use(ago());
    host.add(it.label("team", "shop").label("com.docker.compose.project", "shop"));
  }
  for (std::size_t i = 0; i < 5'000; ++i) {
    const auto image = roll.below(10'000);
    fakes::container_builder it(std::to_string(i), letters(image));
    it.exited(ago()).created(ago()).reference(reference(image)).volume("v" + std::to_string(roll.below(5'000)));
    it.mount_of(mount::kind::bind, fmt::format("/var/lib/docker/volumes/v{}/_data", roll.below(5'000)));
    it.network(fmt::format("network-n{}", i % 200), fmt::format("n{}", i % 200)).label("com.docker.compose.project", "shop");
    host.add(roll.one_in(3) ? it.running() : it);
  }
  for (std::size_t i = 0; i < 5'000; ++i) {
    host.add(fakes::volume_builder("v" + std::to_string(i)).created(ago()).seen_unused(ago()));
  }
  for (std::size_t i = 0; i < 200; ++i) host.add(fakes::network_builder("n" + std::to_string(i)).created(ago()));
  return host;
}

}  // namespace dropsweep::property
