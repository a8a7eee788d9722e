#include "report/grouping.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "records.hpp"

using namespace dropsweep;
using namespace dropsweep::test;

TEST_CASE("Reasons that differ in a name or an age count as one") {
  CHECK(reason_class("used by container shop-gateway-1 (running)") == "used by a running container");
  CHECK(reason_class("used by container a (b) (stopped) as a mount") == "used by a stopped container as a mount");
  CHECK(reason_class("container 0123456789ab is attached to it") == "a container is attached to it");
  CHECK(reason_class("parent of image 0123456789ab, which stays") == "parent of an image that stays");
  CHECK(reason_class("kept for a rollback of shop/rag (keep-last 1)") == "kept for a rollback");
  CHECK(reason_class("unused, last tagged 3 hours ago, newer than the age line of 7d") == "newer than the age line of 7d");
  CHECK(reason_class("dangling, unknown when it was last used: no trustworthy sign") ==
        "unknown when it was last used: no trustworthy sign");
  CHECK(reason_class("joined by container web (running), which cannot start without it") == "joined by a container that stays");
  CHECK(reason_class("today's rules keep it: stopped, finished 3 days ago, newer than the age line of 7d") ==
        "today's rules keep it: newer than the age line of 7d");
  CHECK(reason_class("predefined") == "predefined");
}

TEST_CASE("The biggest come first within a kind, and images before all others") {
  const auto run = good_sweep();
  const auto groups = by_kind(entries_that(run.hosts[0], fate::removed));
  REQUIRE(groups.size() == 5);
  CHECK(groups[0].kind == object_kind::image);
  CHECK(std::ranges::is_sorted(groups[0].entries, std::ranges::greater{}, &entry::size));
}

TEST_CASE("An image with several tags says how many") {
  auto one = some_item(object_kind::image, "shop/rag:1", "", 0);
  one.tags = {"shop/rag:1", "shop/rag:2", "shop/rag:3"};
  CHECK(title_of(one) == "shop/rag:1 (+2 tags)");
}
