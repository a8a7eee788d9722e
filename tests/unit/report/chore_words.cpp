#include "report/chore_words.hpp"

#include <doctest/doctest.h>

using namespace dropsweep;

TEST_CASE("The last number that says what it counts is told") {
  CHECK(number_in("DELETE 1234\n") == told_number{1234, "rows"});
  CHECK(number_in("BEGIN\nINSERT 0 17\nCOMMIT\n") == told_number{17, "rows"});
  CHECK(number_in("removed 12 rows in 3 ms") == told_number{12, "rows"});
  CHECK(number_in("freed 4096 bytes") == told_number{4096, "bytes"});
  CHECK(number_in("1 row deleted") == told_number{1, "rows"});
  CHECK(number_in(R"({"status":"ok","deleted_points":3})") == told_number{3, "points"});
  CHECK(number_in("rows: 5\nkeys: 6\n") == told_number{6, "keys"});
}

TEST_CASE("A number that counts nothing we know is none") {
  for (const auto* text : {"", "done", "took 12 ms", "version 17.2", "DELETE", "DELETE 1 2 x", "99999999999999999999 rows"})
    CHECK_FALSE(number_in(text).has_value());
}
