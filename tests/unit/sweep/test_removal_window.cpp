#include "sweep/removal_window.hpp"

#include <doctest/doctest.h>

#include <deque>

using namespace dropsweep;
using namespace std::chrono_literals;

namespace {

// The window after many removals by an engine that works through them one after the other.
unsigned window_for(span round_trip, span work, unsigned most = 64) {
  removal_window window(most);
  window.answered(round_trip + work);  // nobody stood before the first
  for (int i = 0; i < 1000; ++i) window.answered(round_trip + work * std::max(window.size(), 1u));
  return window.size();
}

}  // namespace

TEST_CASE("a quick engine that is far away gets as many removals at once as allowed") {
  CHECK(window_for(100ms, 2ms) == 64);
  CHECK(window_for(1000ms, 1ms) == 64);
}

TEST_CASE("a slow engine gets few at once, so that less than a second's work is on its way") {
  CHECK(window_for(0ms, 50ms) * 50ms < 1s);
  CHECK(window_for(100ms, 200ms) == 4);
  CHECK(window_for(100ms, 60s) == 4);
}

TEST_CASE("places are taken and given back, and there is always at least one") {
  removal_window window(1);
  CHECK(window.has_room());
  {
    const removal_window::place one(window);
    CHECK_FALSE(window.has_room());
    window.answered(1h);
    CHECK(window.size() == 1);
  }
  CHECK(window.has_room());
}
