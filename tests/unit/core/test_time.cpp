#include <doctest/doctest.h>

#include "core/time.hpp"

using namespace dropsweep;
using namespace std::chrono_literals;

TEST_CASE("durations are read as people write them") {
  CHECK(parse_span("90s") == 90s);
  CHECK(parse_span("10m") == 10min);
  CHECK(parse_span("1h30m") == 90min);
  CHECK(parse_span("30m1h") == 90min);
  CHECK(parse_span("7d") == 168h);
  CHECK(parse_span("2w") == 336h);
  CHECK(parse_span("500ms") == 500ms);
  CHECK(parse_span("1m1ms") == 60001ms);
}

TEST_CASE("anything else is no duration") {
  for (const auto* text : {"", "10", "m", "-1h", "+1h", "1.5h", "1 h", " 1h", "1h ", "1H", "1y", "0s", "0h0m", "1hm",
                           "99999999999999999999s", "9999999999999999h", "1000000d", "1\xC2\xB5s"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_span(text));
  }
}

TEST_CASE("settings are echoed exactly and can be read again") {
  CHECK(format_span(0s) == "0s");
  CHECK(format_span(500ms) == "500ms");
  CHECK(format_span(90s) == "1m30s");
  CHECK(format_span(10min) == "10m");
  CHECK(format_span(90min) == "1h30m");
  CHECK(format_span(24h) == "24h");
  CHECK(format_span(168h) == "7d");
  CHECK(format_span(169h) == "169h");
  CHECK(format_span(336h) == "14d");
  CHECK(format_span(-10min) == "-10m");
  for (const span length : {span{1}, span{61001}, span{3'600'001}, span{168h}, span{192h + 1ms}, span{1234567890}})
    CHECK(parse_span(format_span(length)) == length);
}

TEST_CASE("ages are told to people, rounded down") {
  CHECK(format_age(-5s) == "0 seconds");
  CHECK(format_age(999ms) == "0 seconds");
  CHECK(format_age(1s) == "1 second");
  CHECK(format_age(59s) == "59 seconds");
  CHECK(format_age(60s) == "1 minute");
  CHECK(format_age(59min + 59s) == "59 minutes");
  CHECK(format_age(1h) == "1 hour");
  CHECK(format_age(47h) == "47 hours");
  CHECK(format_age(48h) == "2 days");
  CHECK(format_age(13 * 24h) == "13 days");
  CHECK(format_age(21 * 24h) == "3 weeks");
  CHECK(format_age(60 * 24h) == "2 months");
  CHECK(format_age(800 * 24h) == "2 years");
}

TEST_CASE("instants are read as the engine writes them") {
  const instant expected = std::chrono::sys_days{std::chrono::year{2026} / 3 / 1} + 3h + 17min;
  CHECK(parse_instant("2026-03-01T03:17:00Z") == expected);
  CHECK(parse_instant("2026-03-01T03:17:00.123456789Z") == expected + 123ms);
  CHECK(parse_instant("2026-03-01T03:17:00.5Z") == expected + 500ms);
  CHECK(parse_instant("2026-03-01T05:47:00.000000001+02:30") == expected);
  CHECK(parse_instant("2026-02-28T22:17:00-05:00") == expected);
  CHECK(parse_instant("2026-03-01t03:17:00z") == expected);
  CHECK(parse_instant("2016-12-31T23:59:60Z") == instant{std::chrono::sys_days{std::chrono::year{2017} / 1 / 1}});
  CHECK(parse_instant("1970-01-01T00:00:00Z") == instant{});
}

TEST_CASE("the zero time and what cannot be read are unknown") {
  for (const auto* text : {"",
                           "0001-01-01T00:00:00Z",
                           "0001-01-01T00:00:00.000+01:00",
                           "0000-01-01T00:00:00Z",
                           "2026-02-30T00:00:00Z",
                           "2026-13-01T00:00:00Z",
                           "2026-03-01",
                           "2026-03-01T03:17:00",
                           "2026-03-01T24:00:00Z",
                           "2026-03-01T03:60:00Z",
                           "2026-03-01T03:17:61Z",
                           "2026-03-01T03:17Z",
                           "2026-03-01T03:17:00.Z",
                           "2026-03-01T03:17:00Zx",
                           "2026-03-01T03:17:00+24:00",
                           "2026-03-01T03:17:00+0100",
                           " 2026-03-01T03:17:00Z",
                           "26-03-01T03:17:00Z",
                           "2026-3-1T3:17:0Z",
                           "0002-01-01T00:00:00+00:01",
                           "9999-12-31T23:59:59-00:01",
                           "9999-12-31T23:59:60Z",
                           "now"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_instant(text));
  }
}

TEST_CASE("instants are written in UTC, whole seconds") {
  for (const auto* text : {"2026-03-01T03:17:00Z", "1969-12-31T23:59:59Z", "0002-01-01T00:00:00Z", "9999-12-31T23:59:59Z"})
    CHECK(format_instant(*parse_instant(text)) == text);
  CHECK(format_instant(instant{1999ms}) == "1970-01-01T00:00:01Z");
}
