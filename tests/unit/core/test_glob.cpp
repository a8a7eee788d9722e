#include <doctest/doctest.h>

#include <string>

#include "core/glob.hpp"

using dropsweep::glob_matches;

TEST_CASE("a star is any run, a question mark one character, everything else itself") {
  CHECK(glob_matches("", ""));
  CHECK(glob_matches("*", ""));
  CHECK(glob_matches("*", "a/b:c"));
  CHECK(glob_matches("shop/*", "shop/gateway:1"));
  CHECK(glob_matches("*gate*:1.?", "shop/gateway:1.2"));
  CHECK(glob_matches("a**b", "ab"));
  CHECK(glob_matches("[a].b", "[a].b"));
  CHECK_FALSE(glob_matches("", "a"));
  CHECK_FALSE(glob_matches("?", ""));
  CHECK_FALSE(glob_matches("shop", "shop2"));
  CHECK_FALSE(glob_matches("a*b", "abc"));
  CHECK_FALSE(glob_matches("[ab]", "a"));
}

TEST_CASE("many stars take no time") {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "*a";
  CHECK_FALSE(glob_matches(pattern + "b", std::string(5000, 'a')));
}
