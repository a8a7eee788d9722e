#include <doctest/doctest.h>

#include <string>

#include "core/pasted.hpp"

using namespace dropsweep;

TEST_CASE("What may stand in a line to paste is a plain word that is no option") {
  CHECK(can_be_pasted("shop-web_1.2"));
  for (const std::string name : {"", "-rf", ".x", "a b", "a;b", "$(a)", "a/b", "a\nb", "na\u00EFve"})
    CHECK_FALSE(can_be_pasted(name));
  CHECK_FALSE(can_be_pasted(std::string(201, 'a')));
}

TEST_CASE("And so is each part of a path") {
  CHECK(is_plain_path("/run/user/1000/docker.sock"));
  for (const std::string path : {"", "run", "/a b", "/a;b", "/$a", "/a\nb"}) CHECK_FALSE(is_plain_path(path));
}
