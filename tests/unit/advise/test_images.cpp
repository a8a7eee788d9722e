// Images that nobody uses, that share nothing, and that carry what only their making needed.
#include <doctest/doctest.h>

#include "unit/advise/hosts.hpp"

using namespace dropsweep;
using namespace dropsweep::testing;
using fakes::image_builder;

TEST_CASE("Unused images are told with each repository's share, the biggest and the oldest; a rollback's one is no finding") {
  some_host host;
  host.add("gateway", MiB, 64 * MiB);  // of image a
  host.seen.images = {image_builder("a", {"shop/gateway:v7"}).size(500 * MB, 100 * MB).it,
                      image_builder("b", {"shop/gateway:v6"}).size(600 * MB, 100 * MB).built(days(40)).it,
                      image_builder("c", {"shop/rag:v1"}).size(300 * MB, 0).built(days(90)).it};
  host.seen.usage.images = {.total = 3, .active = 1, .size = {1300 * MB}, .reclaimable = {800 * MB}};
  const auto found = host.found("unused-images");
  REQUIRE(found.size() == 1);
  CHECK(found[0].what == "2 images that no container uses take at least 800 MB of 1.3 GB");
  CHECK(found[0].evidence[0] == "shop/gateway: 2 images, 1 unused, 900 MB in layers of one image alone (69% of all images)");
  CHECK(found[0].evidence[1] == "shop/rag: 1 image, 1 unused, 300 MB in layers of one image alone (23% of all images)");
  CHECK(found[0].evidence[2] == "biggest: shop/gateway:v6 (600 MB, 500 MB unshared)");
  CHECK(found[0].evidence[3] == "oldest: shop/rag:v1 (3 months old)");
  host.seen.images[2].shared.reset();
  CHECK(host.found("unused-images")[0].evidence[1] == "shop/rag: 1 image, 1 unused, what of it is shared is unknown");
  host.seen.images[1].created = parse_instant("1980-01-01T00:00:01Z");  // as buildpacks date what they make
  CHECK(host.found("unused-images")[0].evidence[3] == "oldest: shop/rag:v1 (3 months old)");
  host.seen.images[1].shared = byte_count{450 * MB};
  CHECK(host.found("unused-images").empty());
}

TEST_CASE("A base that only used images share is no unused image's, whatever the engine calls reclaimable") {
  some_host host;
  host.seen.containers.reserve(5);
  for (const auto* letter : {"a", "b", "c", "d", "e"}) {
    host.add(letter, MiB, 64 * MiB).image_id = fakes::image_id(letter);
    host.seen.images.push_back(
        image_builder(letter, {foreign(std::string("shop/") + letter + ":2")}).size(1030 * MB, 1000 * MB).it);
  }
  host.seen.images.push_back(image_builder("f", {"shop/a:1"}).size(1030 * MB, 1000 * MB).it);
  host.seen.usage.images = {.total = 6, .active = 5, .size = {1180 * MB}, .reclaimable = {1030 * MB}};
  CHECK(host.found("unused-images").empty());
}

TEST_CASE("An image in use of 1 GB or more is told with the layer that costs most") {
  some_host host;
  host.add("rag", MiB, 64 * MiB);
  host.seen.images = {image_builder("a", {"shop/rag:v7"}).size(3 * GB, 1 * GB).it,
                      image_builder("b", {"unused:1"}).size(4 * GB).it};
  host.more.histories = {
      {fakes::image_id("a"), {{"ADD x", {1 * GB}}, {"RUN |1 T=hunter2 /bin/sh -c pip install torch", {2 * GB}}}}};
  const auto found = host.found("large-images");
  REQUIRE(found.size() == 1);
  CHECK(found[0].what == "1 image in use is of 1 GB or more: 3 GB together");
  CHECK(found[0].evidence[0] == "shop/rag:v7: 3 GB, 2 GB unshared; its largest layer 2 GB: RUN pip install torch");
}

TEST_CASE("Of large images a layer that two of them share counts once") {
  some_host host;
  host.seen.containers.reserve(3);
  for (const auto* letter : {"a", "b"}) {
    host.add(letter, MiB, 64 * MiB).image_id = fakes::image_id(letter);
    host.seen.images.push_back(image_builder(letter, {foreign(std::string("shop/") + letter + ":1")}).size(3 * GB, 2 * GB).it);
  }
  auto found = host.found("large-images");
  REQUIRE(found.size() == 1);
  CHECK(found[0].what == "2 images in use are of 1 GB or more: at least 4 GB together");
  CHECK(found[0].bytes == byte_count{4 * GB});
  host.seen.images[1].shared.reset();  // unknown: perhaps all of it
  found = host.found("large-images");
  CHECK(found[0].what == "2 images in use are of 1 GB or more: at least 4 GB together");
}

TEST_CASE("Three images of one maker in use that share next to nothing; of stock images nobody here can change that") {
  some_host host;
  host.seen.containers.reserve(5);
  for (const auto* letter : {"a", "b", "c"}) {
    host.add(letter, MiB, 64 * MiB).image_id = fakes::image_id(letter);
    host.seen.images.push_back(image_builder(letter, {foreign(std::string("shop/") + letter + ":1")}).size(300 * MB, 10 * MB).it);
  }
  const auto found = host.found("unshared-layers");
  REQUIRE(found.size() == 1);
  CHECK(found[0].what == "3 images of shop in use share next to nothing: 870 MB of layers of their own");
  auto stock = host;
  stock.seen.images[0].tags = {"mysql:8"};
  CHECK(stock.found("unshared-layers").empty());
  stock.seen.images[0].tags = {"ghcr.io/other/web:8"};
  CHECK(stock.found("unshared-layers").empty());
  host.seen.images[0].shared = byte_count{250 * MB};
  CHECK(host.found("unshared-layers").empty());
}
