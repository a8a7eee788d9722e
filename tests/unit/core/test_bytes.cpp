#include <doctest/doctest.h>

#include <limits>

#include "core/bytes.hpp"

using namespace dropsweep;

TEST_CASE("bytes are written with four digits at most, in decimal units") {
  CHECK(format_bytes({0}) == "0 B");
  CHECK(format_bytes({999}) == "999 B");
  CHECK(format_bytes({1000}) == "1 kB");
  CHECK(format_bytes({999'940}) == "999.9 kB");
  CHECK(format_bytes({999'960}) == "1 MB");
  CHECK(format_bytes({512'300'000}) == "512.3 MB");
  CHECK(format_bytes({16'850'000'000}) == "16.85 GB");
  CHECK(format_bytes({-1'200'000'000}) == "-1.2 GB");
  CHECK(format_bytes({std::numeric_limits<std::int64_t>::max()}) == "9.223 EB");
  CHECK(format_bytes({std::numeric_limits<std::int64_t>::min()}) == "-9.223 EB");
}

TEST_CASE("sizes are read as people write them") {
  CHECK(parse_bytes("500MB") == byte_count{500'000'000});
  CHECK(parse_bytes("2GiB") == byte_count{2ll << 30});
  CHECK(parse_bytes("1.5GB") == byte_count{1'500'000'000});
  CHECK(parse_bytes("0.5 kb") == byte_count{500});
  CHECK(parse_bytes("4096") == byte_count{4096});
  CHECK(parse_bytes("4096B") == byte_count{4096});
  CHECK(parse_bytes("10 gib") == byte_count{10ll << 30});
  CHECK(parse_bytes("0") == byte_count{0});
}

TEST_CASE("anything else is no size") {
  for (const auto* text : {"",
                           "MB",
                           "-1MB",
                           "+1MB",
                           "1 ",
                           "1  MB",
                           " 1MB",
                           "1MB ",
                           "1e3",
                           "1.",
                           ".5GB",
                           "1.2.3GB",
                           "1.5",
                           "1.5B",
                           "1X",
                           "1M",
                           "0x10",
                           "1,5GB",
                           "9223372036854775808",
                           "10EB",
                           "99999999999TB",
                           "nan",
                           "inf",
                           "1.0000000000000001GB"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_bytes(text));
  }
}

TEST_CASE("sums and differences stay at the limits") {
  constexpr byte_count most{std::numeric_limits<std::int64_t>::max()}, least{std::numeric_limits<std::int64_t>::min()};
  CHECK(byte_count{2} + byte_count{3} == byte_count{5});
  CHECK(byte_count{2} - byte_count{3} == byte_count{-1});
  CHECK(most + byte_count{1} == most);
  CHECK(least + byte_count{-1} == least);
  CHECK(least - byte_count{1} == least);
  CHECK(most - byte_count{-1} == most);
  auto sum = most;
  sum += most;
  CHECK(sum == most);
}
