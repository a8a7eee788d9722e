#include "report/finding_words.hpp"

#include <doctest/doctest.h>

using namespace dropsweep;

TEST_CASE("Why there is no trend yet is the rule itself") {
  advice_page page;
  CHECK(trend_words(page) == "no trend yet: no sweep has left its numbers on this host");
  page.trend = {.runs = 1, .over = std::chrono::hours{24 * 9}, .grew = {"disk +5 MB"}};
  CHECK(trend_words(page) == "no trend yet: it takes three measurements over two days; since the last run disk +5 MB");
}

TEST_CASE("A host of which something could not be seen is not said to be in good order") {
  advice_page page;
  CHECK(good_order_words(page) == "nothing: this host is in good order");
  page.unknown = {"The pressure on memory is unknown."};
  CHECK(good_order_words(page) == "nothing in what could be seen of this host");
}

TEST_CASE("What a finding costs is told with its number, once") {
  finding one{.bytes = byte_count{5'000'000}, .costs = "so much is used without a bound now"};
  CHECK(cost_words(one) == "5 MB: so much is used without a bound now");
  one.costs = "5 MB of disk";
  CHECK(cost_words(one) == "5 MB of disk");
}
