#include "survey/host_probe.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace dropsweep;

namespace {

const std::string digest(64, 'a');

host_probe read(std::string_view lines, std::string root = "/var/lib/docker", bool containerd_store = false) {
  return read_host_probe(lines, root, containerd_store);
}

const std::string two_disks = R"(place 0
blocks Filesystem     1024-blocks  Used Available Capacity Mounted on
blocks /dev/vda1            20000 15000      4000      79% /var/lib/docker
inodes Filesystem     Inodes  IUsed   IFree IUse% Mounted on
inodes /dev/vda1        1000    250     750   25% /var/lib/docker
place 1
blocks /dev/vdb 900 100 800 12% /var/lib/containerd
inodes /dev/vdb 0 0 0 - /var/lib/containerd
place 2
blocks overlay   20000 15000      4000      79% /
)";

}  // namespace

TEST_CASE("Memory, swap, load and uptime") {
  const auto probe = read("MemTotal: 8000\nMemAvailable: 5000\nSwapTotal: 1000\nSwapFree: 400\nload 0.42\nuptime 12345.67\n");
  CHECK(probe.facts.memory_total == byte_count{8'192'000});
  CHECK(probe.facts.memory_available == byte_count{5'120'000});
  CHECK(probe.facts.swap_used == byte_count{600 * 1024});
  CHECK(probe.facts.load == 0.42);
  CHECK(probe.facts.uptime == std::chrono::milliseconds{12'345'670});
}

TEST_CASE("Disks: the engine's data first, and each file system once") {
  const auto probe = read(two_disks);
  REQUIRE(probe.facts.disks.size() == 3);
  const auto& first = probe.facts.disks[0];
  CHECK(first.path == "/var/lib/docker");
  CHECK(first.size == byte_count{20'480'000});
  CHECK(first.used == byte_count{15'360'000});
  CHECK(first.available == byte_count{4'096'000});
  CHECK(first.inodes == 1000);
  CHECK(first.inodes_used == 250);
  CHECK_FALSE(probe.facts.disks[1].inodes);
  CHECK(read(two_disks, "/var/lib/docker", true).facts.disks[0].path == "/var/lib/containerd");
  const auto one = read("place 0\nblocks /dev/vda1 20 15 4 79% /\nplace 2\nblocks /dev/vda1 20 15 4 79% /\n");
  CHECK(one.facts.disks.size() == 1);
}

TEST_CASE("Spaces in the names of file systems and mount points do no harm") {
  const auto probe =
      read("place 0\nblocks //server/my share 20 15 4 79% /mnt/docker data\nplace 2\nblocks /dev/vda1 30 15 4 79% /mnt/docker\n",
           "/mnt/docker data");
  REQUIRE(probe.facts.disks.size() == 2);
  CHECK(probe.facts.disks[0].path == "/mnt/docker data");
  CHECK(probe.facts.disks[0].size == byte_count{20 * 1024});
}

TEST_CASE("Arrivals of images") {
  const auto probe = read(fmt::format("image 1767225600 ./{}\nimage 0 ./{}\nimage 5 ./tmp\nimage x ./{}\n", digest,
                                      std::string(64, 'b'), std::string(64, 'c')));
  REQUIRE(probe.arrived.size() == 1);
  CHECK(probe.arrived.at("sha256:" + digest) == *parse_instant("2026-01-01T00:00:00Z"));
}

TEST_CASE("Docker's clients with their age, and downloads") {
  const auto probe = read(
      "uptime 1000.50\nprocess 42 90000 docker compose up -d \nprocess 43 200000 docker pull a\nprocess x 1 a\n"
      "process 4 1\ndownload /var/lib/docker/tmp/GetImageBlob1\ndownload\n");
  REQUIRE(probe.facts.clients.size() == 2);
  CHECK(probe.facts.clients[0].process == 42);
  CHECK(probe.facts.clients[0].command == foreign("docker compose up -d"));
  CHECK(probe.facts.clients[0].age == std::chrono::milliseconds{100'500});
  CHECK(probe.facts.clients[1].age == span{0});
  CHECK(probe.facts.downloads == std::vector<foreign>{"/var/lib/docker/tmp/GetImageBlob1"});
}

TEST_CASE("Hostile output: nothing absurd is believed and nothing breaks") {
  for (const auto* lines :
       {"MemTotal: -5\nMemAvailable: 99999999999999999999\nSwapTotal: 1e9\nload -1\nuptime nan\n", "load inf\nuptime 1e300\n",
        "MemTotal:\nload\nuptime\nimage\nplace\nblocks\ninodes\n", "blocks a 1 2 3 4% /\n", "place 9\nblocks a 1 2 3 4% /\n",
        "place 0\nblocks 1 2 3\n", "place 0\nblocks a 1 2 x 4% /\n", "place 0\nblocks a 99999999999999999 1 1 4% /\n"}) {
    const auto probe = read(lines);
    CHECK(probe.facts.disks.empty());
    CHECK_FALSE(probe.facts.memory_total);
    CHECK_FALSE(probe.facts.memory_available);
    CHECK_FALSE(probe.facts.uptime);
    CHECK_FALSE(probe.facts.load);
  }
  CHECK_FALSE(
      read("place 0\nblocks a 1 2 3 4% /\ninodes a 9223372036854775807 9223372036854775807 0 100% /\n").facts.disks[0].inodes);
  std::string many;
  for (int i = 0; i < 10'000; ++i) many += "place 0\nblocks a 1 2 3 4% /" + std::to_string(i) + "\n";
  CHECK(read(many).facts.disks.size() <= 3);
  CHECK(read(std::string(100'000, ' ')).facts.disks.empty());
  CHECK(read("MemTotal: 1\nMemTotal: 2\n").facts.memory_total == byte_count{2048});
}
