#include <doctest/doctest.h>

#include "health/verdict.hpp"

using namespace dropsweep;
using namespace std::chrono_literals;

namespace {

std::optional<observation> seen(bool healthy) { return observation{.healthy = healthy}; }

service_report report(service_verdict verdict) { return {.name = "web", .verdict = verdict}; }

}  // namespace

TEST_CASE("Questions come quickly first, then every five seconds") {
  const std::vector<span> waits = {250ms, 375ms, 562ms, 843ms, 1264ms, 1896ms, 2844ms, 4266ms, 5s, 5s, 5s};
  for (unsigned i = 0; i < waits.size(); ++i) {
    CAPTURE(i);
    CHECK(wait_before_next(i + 1, 0ms, 10min) == waits[i]);
  }
  CHECK(wait_before_next(4'000'000'000u, 0ms, 10min) == 5s);
}

TEST_CASE("The first question is asked at once, and with no patience it is the only one") {
  CHECK(wait_before_next(0, 0ms, 0ms) == 0ms);
  CHECK(wait_before_next(1, 0ms, 0ms) == std::nullopt);
  CHECK(wait_before_next(1, 12ms, 0ms) == std::nullopt);
}

TEST_CASE("The last question starts when the patience ends, never after it") {
  CHECK(wait_before_next(9, 58s, 60s) == 2s);
  CHECK(wait_before_next(9, 59999ms, 60s) == 1ms);
  CHECK(wait_before_next(9, 60s, 60s) == std::nullopt);
  CHECK(wait_before_next(9, 61s, 60s) == std::nullopt);
}

TEST_CASE("A schedule of questions ends exactly at the patience") {
  span at{0};
  unsigned tries = 1;
  while (const auto wait = wait_before_next(tries, at, 60s)) {
    CHECK(*wait > 0ms);
    at += *wait;
    ++tries;
  }
  CHECK(at == 60s);
  CHECK(tries == 19);
}

TEST_CASE("Before and after make the verdict") {
  using enum service_verdict;
  const auto none = std::optional<observation>();
  CHECK(judge_service(seen(true), seen(true)) == healthy);
  CHECK(judge_service(seen(true), seen(false)) == broke_during_sweep);
  CHECK(judge_service(seen(true), observation{.not_asked = true}) == unchecked);
  CHECK(judge_service(seen(false), observation{.not_asked = true}) == was_already_down);
  CHECK(judge_service(seen(false), seen(true)) == recovered);
  CHECK(judge_service(seen(false), seen(false)) == was_already_down);
  CHECK(judge_service(none, seen(true)) == healthy);
  CHECK(judge_service(none, seen(false)) == was_already_down);
  CHECK(judge_service(seen(true), none) == healthy);
  CHECK(judge_service(seen(false), none) == was_already_down);
  CHECK(judge_service(none, none) == unchecked);
}

TEST_CASE("The worst thing seen is the health of the whole") {
  using enum service_verdict;
  const auto judge = [](std::vector<service_verdict> verdicts, bool trouble = false, compared were = compared::no) {
    std::vector<service_report> services;
    for (const auto verdict : verdicts) services.push_back(report(verdict));
    std::vector<container_trouble> troubles;
    if (trouble) troubles.push_back({.name = "shop", .what = "is gone"});
    return judge_overall(services, troubles, were);
  };
  CHECK(judge({}) == overall_health::unchecked);
  CHECK(judge({}, false, compared::yes) == overall_health::healthy);
  CHECK(judge({unchecked, unchecked}) == overall_health::unchecked);
  CHECK(judge({unchecked, healthy}) == overall_health::healthy);
  CHECK(judge({recovered}) == overall_health::healthy);
  CHECK(judge({healthy, was_already_down}) == overall_health::degraded);
  CHECK(judge({was_already_down, broke_during_sweep}) == overall_health::unhealthy);
  CHECK(judge({healthy}, true) == overall_health::unhealthy);
  CHECK(judge({was_already_down}, true) == overall_health::unhealthy);
  CHECK(judge({}, true) == overall_health::unhealthy);
}
