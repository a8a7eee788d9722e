#include "report/standing.hpp"

#include <doctest/doctest.h>

#include "records.hpp"

using namespace dropsweep;
using namespace dropsweep::test;

TEST_CASE("Healthy before a sweep is no claim about after it") {
  const auto host = cancelled_run().hosts[0];
  CHECK(standing_of(host.health->services[0], host) == standing::unchecked);
  CHECK(health_words(host) == "services not checked after it");
}

TEST_CASE("A container of which a dead engine could not tell is not called broken") {
  auto host = good_sweep().hosts[0];
  auto& service = host.health->services[0];
  service.after = observation{.saw = "the containers could not be listed", .not_asked = true};
  service.verdict = service_verdict::unchecked;
  CHECK(standing_of(service, host) == standing::unchecked);
}

TEST_CASE("A service that is down where nothing was removed is just down: no sweep is blamed or excused") {
  auto host = clean_host().hosts[0];
  host.health->services[0].before->healthy = false;
  CHECK(standing_of(host.health->services[0], host) == standing::down);
  CHECK(health_words(host) == "5 of 6 services healthy");
}

TEST_CASE("Without configured services the containers speak for the host") {
  auto host = good_sweep().hosts[0];
  host.health->services.clear();
  CHECK(health_words(host) == "all 15 containers still run");
}
