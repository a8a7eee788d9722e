// Images that nobody uses, that share nothing, and that carry what only their making needed.
#include <doctest/doctest.h>

#include "advise/layer_signs.hpp"
#include "unit/advise/hosts.hpp"

using namespace dropsweep;
using namespace dropsweep::testing;
using fakes::image_builder;

TEST_CASE("Unused images are told with each repository's share, the biggest and the oldest; a rollback's one is none") {
  some_host host;
  host.add("gateway", MiB, 64 * MiB);  // of image a
  host.seen.images = {image_builder("a", {"shop/gateway:v7"}).size(500 * MB, 100 * MB).it,
                      image_builder("b", {"shop/gateway:v6"}).size(600 * MB, 100 * MB).built(days(40)).it,
                      image_builder("c", {"shop/rag:v1"}).size(300 * MB, 0).built(days(90)).it};
  host.seen.usage.images = {.total = 3, .active = 1, .size = {1300 * MB}, .reclaimable = {800 * MB}};
  const auto found = host.found("unused-images");
  REQUIRE(found.size() == 1);
  CHECK(found[0].what == "2 images that no container uses take 800 MB of 1.3 GB");
  CHECK(found[0].evidence[0] == "shop/gateway: 2 images, 1 unused, 900 MB of its own layers (69% of all images)");
  CHECK(found[0].evidence[1] == "shop/rag: 1 image, 1 unused, 300 MB of its own layers (23% of all images)");
  CHECK(found[0].evidence[2] == "biggest: shop/gateway:v6 (600 MB, 500 MB unshared)");
  CHECK(found[0].evidence[3] == "oldest: shop/rag:v1 (3 months old)");
  host.seen.usage.images.reclaimable = {150 * MB};
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
  CHECK(found[0].evidence[0] == "shop/rag:v7: 3 GB, 2 GB unshared; most of it 2 GB: RUN pip install torch");
}

TEST_CASE("Three images in use that share next to nothing") {
  some_host host;
  host.seen.containers.reserve(5);
  for (const auto* letter : {"a", "b", "c"}) {
    host.add(letter, MiB, 64 * MiB).image_id = fakes::image_id(letter);
    host.seen.images.push_back(image_builder(letter, {foreign(std::string("shop/") + letter + ":1")}).size(300 * MB, 10 * MB).it);
  }
  const auto found = host.found("unshared-layers");
  REQUIRE(found.size() == 1);
  CHECK(found[0].what == "3 images in use share next to nothing: 870 MB of layers of their own");
  host.seen.images[0].shared = byte_count{250 * MB};
  CHECK(host.found("unshared-layers").empty());
}

TEST_CASE("Signs of a single stage: compilers, caches left behind, and deletions that free nothing") {
  const auto signs = [](const char* made_by, std::int64_t size = MB) { return signs_of({foreign(made_by), byte_count{size}}); };
  CHECK(signs("RUN /bin/sh -c apt-get update && apt-get install -y gcc libpq-dev # buildkit").compiler);
  CHECK(signs("RUN /bin/sh -c apt-get update && apt-get install -y gcc # buildkit").cache);
  CHECK_FALSE(signs("RUN /bin/sh -c apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*").cache);
  CHECK_FALSE(signs("RUN /bin/sh -c apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*").compiler);
  CHECK(signs("/bin/sh -c apk add build-base").compiler);
  CHECK(signs("RUN /bin/sh -c pip install -r requirements.txt").cache);
  CHECK_FALSE(signs("RUN /bin/sh -c pip install --no-cache-dir -r requirements.txt").cache);
  CHECK_FALSE(signs("RUN /bin/sh -c pip install -r requirements.txt", 0).cache);
  CHECK(signs("RUN /bin/sh -c rm -rf /build", 0).deletes);
  CHECK(signs("RUN /bin/sh -c apt-get purge -y gcc", 0).deletes);
  CHECK_FALSE(signs("COPY . /app # buildkit").compiler);
  CHECK_FALSE(signs("CMD [\"gcc\"]").compiler);
}

TEST_CASE("Of an instruction only its shape is shown: no build argument, no value, no password of an address") {
  CHECK(shape_of("RUN |2 TOKEN=hunter2 X=1 /bin/sh -c make install # buildkit") == "RUN make install");
  CHECK(shape_of("/bin/sh -c #(nop)  ENV SECRET=hunter2") == "ENV SECRET=…");
  CHECK(shape_of("RUN /bin/sh -c pip install --extra-index-url https://me:hunter2@pypi.example/x y") ==
        "RUN pip install --extra-index-url https://…@pypi.example/x y");
  CHECK(shape_of("RUN /bin/sh -c curl -u me:hunter2 https://x.example/a?token=hunter2 --token hunter2") ==
        "RUN curl -u … https://x.example/a?… --token …");
  CHECK(shape_of("RUN |1 TOKEN=hunter2") == "RUN");
  CHECK_FALSE(shape_of("RUN /bin/sh -c echo \n::error::x").contains('\n'));
}

TEST_CASE("A single-stage image is found with the layer that costs most; of a repository the newest speaks for all") {
  some_host host;
  host.seen.images = {image_builder("a", {"shop/app:v1"}).size(900 * MB).built(days(9)).it,
                      image_builder("b", {"shop/app:v2"}).size(900 * MB).built(days(2)).it,
                      image_builder("c", {"shop/slim:v1"}).size(90 * MB).built(days(2)).it};
  const std::vector<image_layer> fat{{"/bin/sh -c #(nop) ADD file:abc in / ", {70 * MB}},
                                     {"RUN /bin/sh -c apt-get update && apt-get install -y gcc make # buildkit", {250 * MB}},
                                     {"RUN /bin/sh -c pip install -r requirements.txt # buildkit", {180 * MB}},
                                     {"COPY . /app # buildkit", {400 * MB}},
                                     {"RUN /bin/sh -c rm -rf /app/.git && apt-get clean # buildkit", {0}}};
  host.more.histories = {
      {fakes::image_id("a"), fat},
      {fakes::image_id("b"), fat},
      {fakes::image_id("c"), {{"ADD rootfs.tar / # buildkit", {80 * MB}}, {"COPY /app /app # buildkit", {10 * MB}}}}};
  const auto found = host.found("single-stage-build");
  REQUIRE(found.size() == 1);
  CHECK(found[0].what == "shop/app:v2 looks like it was built in one stage: up to 430 MB of its 900 MB only its making needed");
  CHECK(found[0].bytes == byte_count{430 * MB});
  CHECK(found[0].evidence[0] == "the layer that costs most: 400 MB, COPY . /app");
  CHECK(found[0].evidence[1].contains("a compiler or build tools, and a package manager's cache in a layer of 250 MB"));
  CHECK(found[0].evidence[3].contains("what it deletes stays in the 900 MB of the layers below"));
}
