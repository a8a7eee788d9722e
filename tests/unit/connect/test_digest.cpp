#include <doctest/doctest.h>

#include "connect/digest.hpp"

using namespace dropsweep;

TEST_CASE("A digest is told as the tools tell it") {
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(key_fingerprint("abc") == "SHA256:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0");
}
