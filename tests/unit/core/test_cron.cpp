#include <doctest/doctest.h>

#include <initializer_list>

#include "core/cron.hpp"

using namespace dropsweep;

namespace {

cron_schedule when(std::string_view text) {
  const auto read = parse_cron(text);
  if (!read) FAIL(read.error());
  return *read;
}

std::string next(std::string_view text, std::string_view moment) {
  const auto found = next_after(when(text), *parse_instant(moment));
  return found ? format_instant(*found) : "never";
}

std::string last(std::string_view text, std::string_view moment) {
  const auto found = last_until(when(text), *parse_instant(moment));
  return found ? format_instant(*found) : "never";
}

std::string refused(std::string_view text) {
  const auto read = parse_cron(text);
  CAPTURE(text);
  CHECK_FALSE(read);
  return read ? "" : read.error();
}

}  // namespace

TEST_CASE("The next time is after the moment, to the minute") {
  CHECK(next("0 3 * * 0", "2026-11-26T16:00:00Z") == "2026-11-29T03:00:00Z");
  CHECK(next("0 3 * * 0", "2026-11-29T02:59:59Z") == "2026-11-29T03:00:00Z");
  CHECK(next("0 3 * * 0", "2026-11-29T03:00:00Z") == "2026-12-06T03:00:00Z");
  CHECK(next("* * * * *", "2026-12-31T23:59:30Z") == "2027-01-01T00:00:00Z");
  CHECK(next("*/15 8-18/2 * * 1-5", "2026-11-27T18:45:00Z") == "2026-11-30T08:00:00Z");
  CHECK(next("5,35 0 * * *", "2026-11-27T00:05:00Z") == "2026-11-27T00:35:00Z");
}

TEST_CASE("The last time is the moment itself or before it") {
  CHECK(last("0 3 * * 0", "2026-11-29T03:00:00Z") == "2026-11-29T03:00:00Z");
  CHECK(last("0 3 * * 0", "2026-11-29T02:59:59Z") == "2026-11-22T03:00:00Z");
  CHECK(last("30 4 1 1 *", "2026-11-29T02:59:59Z") == "2026-01-01T04:30:00Z");
}

TEST_CASE("Sunday is 0, 7 and sun, and names are numbers for cron") {
  for (const auto* sunday : {"0 3 * * 0", "0 3 * * 7", "0 3 * * sun", "0 3 * * SUN"}) {
    CHECK(when(sunday).weekdays == when("0 3 * * 0").weekdays);
  }
  CHECK(when("0 3 * * 5-7").weekdays == when("0 3 * * fri,sat,sun").weekdays);
  CHECK(when("0  3\t* JAN-mar,dec mon").text == "0 3 * 1-3,12 1");
  CHECK(when("@weekly").text == "0 0 * * 0");
}

TEST_CASE("With both kinds of days restricted either of them counts; a star restricts nothing") {
  // 2026-11-13 is a Friday.
  CHECK(next("0 0 13 * 5", "2026-11-01T00:00:00Z") == "2026-11-06T00:00:00Z");
  CHECK(next("0 0 14 * 5", "2026-11-13T00:00:00Z") == "2026-11-14T00:00:00Z");
  CHECK(next("0 0 13 * *", "2026-11-01T00:00:00Z") == "2026-11-13T00:00:00Z");
  CHECK(next("0 0 */2 * 5", "2026-11-01T00:00:00Z") == "2026-11-13T00:00:00Z");
}

TEST_CASE("Rare days come, and those that never do are refused") {
  CHECK(next("0 0 29 2 *", "2026-03-01T00:00:00Z") == "2028-02-29T00:00:00Z");
  CHECK(next("0 0 31 * *", "2026-11-01T00:00:00Z") == "2026-12-31T00:00:00Z");
  CHECK(refused("0 0 30 2 *").contains("never comes"));
  CHECK(refused("0 0 31 4,6,9,11 *").contains("never comes"));
}

TEST_CASE("What cron does not have is refused with what is wrong and what there is") {
  CHECK(refused("60 3 * * 0").contains("its minute: \"60\" is not from 0 to 59"));
  CHECK(refused("0 24 * * 0").contains("its hour"));
  CHECK(refused("0 3 0 * *").contains("its day of the month"));
  CHECK(refused("0 3 * 13 *").contains("its month"));
  CHECK(refused("0 3 * * 8").contains("its weekday"));
  CHECK(refused("0 3 * * fri-mon").contains("runs backwards"));
  CHECK(refused("5/10 * * * *").contains("needs a * or a range"));
  CHECK(refused("*/0 * * * *").contains("the step"));
  CHECK(refused("0 3 * *").contains("has 4 fields"));
  CHECK(refused("0 0 3 * * 0").contains("has 6 fields"));
  for (const auto* text : {"", "@reboot", "@every 1h", "0 3 L * *", "0 3 * * 5#2", "0 3 ? * *", "H 3 * * *", "- 3 * * *",
                           "1- 3 * * *", "-1 3 * * *", "1,,2 3 * * *", "0 3 * * monday", "* * * * *\n* * * * * root sh"}) {
    CHECK(refused(text).contains("there are five fields"));
  }
}
