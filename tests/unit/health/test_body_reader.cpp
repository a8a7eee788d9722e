#include <doctest/doctest.h>

#include "health/body_reader.hpp"
#include "health/conversation.hpp"

using namespace dropsweep;

TEST_CASE("A text that lies across pieces of any size is found") {
  const std::string body = "aaaa aab aabb ready-or-not";
  for (std::size_t size = 1; size <= body.size(); ++size) {
    CAPTURE(size);
    body_reader reader("ready");
    for (std::size_t at = 0; at < body.size(); at += size) reader.take(std::string_view(body).substr(at, size));
    CHECK(reader.found());
    CHECK(reader.satisfied());
  }
}

TEST_CASE("A text that only its pieces look like is not found") {
  body_reader reader("ready");
  for (const char* piece : {"rea", "ddy", "read", "", "y?"}) reader.take(piece);
  CHECK(reader.found());
  body_reader other("ready");
  for (const char* piece : {"rea", "xdy", "eady", "rea"}) other.take(piece);
  CHECK_FALSE(other.found());
  CHECK_FALSE(other.satisfied());
}

TEST_CASE("The excerpt is the first 200 bytes") {
  body_reader reader(std::nullopt);
  for (int i = 0; i < 19; ++i) reader.take("0123456789");
  CHECK_FALSE(reader.satisfied());
  reader.take("abcdefghijklmnop");
  CHECK(reader.satisfied());
  CHECK(reader.excerpt().size() == excerpt_most);
  CHECK(reader.excerpt().ends_with("9abcdefghij"));
}

TEST_CASE("Nothing beyond 256 KiB is looked at") {
  body_reader reader("ready");
  reader.take(std::string(body_most - 3, '.'));
  CHECK_FALSE(reader.satisfied());
  reader.take("ready");
  CHECK_FALSE(reader.found());
  CHECK(reader.satisfied());
  CHECK(reader.seen() == body_most);
}

TEST_CASE("Every body contains the empty text") { CHECK(body_reader("").found()); }
