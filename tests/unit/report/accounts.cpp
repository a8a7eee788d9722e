#include "report/accounts.hpp"

#include <doctest/doctest.h>

#include <map>

#include "records.hpp"

using namespace dropsweep;
using namespace dropsweep::test;

namespace {

constexpr std::int64_t MB = 1'000'000;

survey seen(std::int64_t used, disk_usage usage) {
  survey facts;
  facts.host.disks = {{.path = "/var/lib/docker", .size = {9000 * MB}, .used = {used * MB}, .available = {(9000 - used) * MB}}};
  facts.engine.root_dir = "/var/lib/docker";
  facts.usage = usage;
  return facts;
}

disk_usage of(std::int64_t images, std::int64_t containers, std::int64_t volumes, std::int64_t cache) {
  return {.images = {9, 0, {images * MB}, {}},
          .containers = {9, 0, {containers * MB}, {}},
          .volumes = {9, 0, {volumes * MB}, {}},
          .build_cache = {9, 0, {cache * MB}, {}}};
}

host_record swept(survey before, survey after, std::initializer_list<std::pair<object_kind, std::int64_t>> removed) {
  host_record host{.host = "root@example", .before = std::move(before), .after = std::move(after)};
  for (const auto& [kind, size] : removed)
    host.outcomes.push_back({.item = some_item(kind, "it", "unused", size * MB), .fate = fate::removed});
  return host;
}

// "image_layers": 300 (MB), and "unexplained".
std::map<std::string, std::int64_t> differences(const host_record& host) {
  const auto all = accounts_of(host);
  std::map<std::string, std::int64_t> found;
  auto sum = all.claimed;
  for (const auto& one : all.differences) {
    found[std::string(machine_word(one.why))] = one.more.value / MB;
    sum += one.more;
  }
  if (all.unexplained->value != 0) found["unexplained"] = all.unexplained->value / MB;
  CHECK(sum + *all.unexplained == *all.measured);
  return found;
}

using expected = std::map<std::string, std::int64_t>;

cache_record record(std::string id, std::int64_t size, bool shared) {
  cache_record it;
  it.id = std::move(id);
  it.size = {size * MB};
  it.shared = shared;
  return it;
}

}  // namespace

TEST_CASE("what came back as claimed leaves nothing to explain") {
  const auto host = swept(seen(2000, of(1500, 10, 100, 50)), seen(1690, of(1200, 0, 100, 50)),
                          {{object_kind::image, 300}, {object_kind::container, 10}});
  CHECK(differences(host) == expected{});
  CHECK(in_sentences(accounts_of(host), host) == "The engine claims 310 MB; the disk's used space shrank by 310 MB.");
}

TEST_CASE("a layer that two removed images shared with nobody else, neither of them claims") {
  const auto host =
      swept(seen(2000, of(1500, 0, 0, 0)), seen(1000, of(500, 0, 0, 0)), {{object_kind::image, 300}, {object_kind::image, 200}});
  CHECK(differences(host) == expected{{"image_layers", 500}});
  CHECK(in_sentences(accounts_of(host), host)
            .ends_with("500 MB more (layers that removed images shared with each other alone, so that none claims them)."));
}

TEST_CASE("layers that other images have too were claimed and stay; perhaps a new image brought some") {
  auto host = swept(seen(2000, of(1500, 0, 0, 0)), seen(1900, of(1400, 0, 0, 0)), {{object_kind::image, 300}});
  CHECK(differences(host) == expected{{"image_layers", -200}});
  CHECK(in_sentences(accounts_of(host), host).ends_with("200 MB less (layers that other images have too)."));
  host.after->images.push_back({.id = "sha256:new"});
  CHECK(in_sentences(accounts_of(host), host).contains("or that came with 1 new image"));
}

TEST_CASE("what the build cache shared with removed images is its own now and stays") {
  auto before = seen(2000, of(1500, 0, 0, 50)), after = seen(1950, of(1200, 0, 0, 280));
  before.cache = {record("kept", 250, true), record("went", 20, false), record("own", 30, false)};
  after.cache = {record("kept", 250, false), record("own", 30, false)};
  const auto host = swept(std::move(before), std::move(after), {{object_kind::image, 300}, {object_kind::build_cache, 20}});
  CHECK(differences(host) == expected{{"kept_by_cache", -250}, {"unexplained", -20}});
  CHECK(in_sentences(accounts_of(host), host).contains("250 MB less (layers of removed images that the build cache has too)"));
}

TEST_CASE("what a removed image and a removed record had in common both of them claim") {
  auto before = seen(2000, of(1500, 0, 0, 50)), after = seen(1680, of(1200, 0, 0, 30));
  before.cache = {record("went", 250, true), record("own", 50, false)};
  after.cache = {record("own", 30, false)};
  auto host = swept(std::move(before), std::move(after), {{object_kind::image, 300}, {object_kind::build_cache, 250}});
  host.outcomes.back().item.id = "went";
  CHECK(differences(host) == expected{{"claimed_twice", -250}, {"build_cache", 20}});
  CHECK(in_sentences(accounts_of(host), host).contains("removed images and removed build cache had in common"));
}

TEST_CASE("what stays and grew took some of it, each with its number") {
  auto before = seen(2000, of(1500, 40, 100, 50)), after = seen(1900, of(1200, 70, 130, 110));
  before.host.container_logs = byte_count{10 * MB};
  after.host.container_logs = byte_count{90 * MB};
  const auto host = swept(std::move(before), std::move(after), {{object_kind::image, 300}});
  CHECK(differences(host) == expected{{"writable_layers", -30}, {"volumes", -30}, {"build_cache", -60}, {"container_logs", -80}});
}

TEST_CASE("logs that went with their containers came back although nobody claimed them") {
  auto before = seen(2000, of(0, 1, 0, 0)), after = seen(1499, of(0, 0, 0, 0));
  before.host.container_logs = byte_count{510 * MB};
  after.host.container_logs = byte_count{10 * MB};
  CHECK(differences(swept(std::move(before), std::move(after), {{object_kind::container, 1}})) ==
        expected{{"container_logs", 500}});
}

TEST_CASE("what nothing bears witness to is unexplained, with its number") {
  const auto host = swept(seen(2000, of(1500, 0, 0, 0)), seen(1900, of(1200, 0, 0, 0)), {{object_kind::image, 300}});
  CHECK(differences(host) == expected{{"unexplained", -200}});
  CHECK(in_sentences(accounts_of(host), host).contains("200 MB less (unexplained, perhaps container logs, which"));
}

TEST_CASE("with the containerd store the engine's own sums say nothing of images and build cache") {
  auto before = seen(2000, of(1500, 0, 100, 50)), after = seen(1900, of(100, 0, 80, 10));
  before.engine.containerd_store = true;
  const auto host = swept(std::move(before), std::move(after), {{object_kind::image, 300}, {object_kind::build_cache, 40}});
  CHECK(differences(host) == expected{{"volumes", 20}, {"unexplained", -260}});
  CHECK(in_sentences(accounts_of(host), host)
            .contains("unexplained, perhaps what images share there and the engine does not tell"));
}

TEST_CASE("with the containerd store images and all the rest may lie on two disks, and both count") {
  auto before = seen(2000, of(0, 0, 100, 0)), after = seen(1900, of(0, 0, 0, 0));
  before.engine.containerd_store = true;
  for (auto* facts : {&before, &after}) {
    auto other = facts->host.disks.front();
    other.path = "/";
    facts->host.disks.push_back(other);
    other.path = "/var/lib/containerd";
    other.used = other.used - byte_count{facts == &after ? 300 * MB : 0};
    facts->host.disks.insert(facts->host.disks.begin(), other);
  }
  CHECK(*accounts_of(swept(std::move(before), std::move(after), {{object_kind::volume, 100}, {object_kind::image, 400}}))
             .measured == byte_count{500 * MB});
}

TEST_CASE("an engine that did not tell its disk usage explains nothing, and no disk leaves nothing to compare") {
  auto before = seen(2000, of(1500, 0, 0, 0));
  before.images.resize(3);
  auto silent = seen(1900, {});
  silent.images.resize(2);
  CHECK(differences(swept(before, silent, {{object_kind::image, 300}})) == expected{{"unexplained", -200}});
  silent.host.disks.clear();
  const auto blind = swept(before, silent, {{object_kind::image, 300}});
  CHECK_FALSE(accounts_of(blind).measured);
  CHECK_FALSE(accounts_of(blind).unexplained);
  CHECK(in_sentences(accounts_of(blind), blind) == "The engine claims 300 MB; how much the disk gained could not be measured.");
}

TEST_CASE("a disk that filled up meanwhile is told as such, and small change is not") {
  const auto grown = swept(seen(2000, of(1500, 0, 100, 0)), seen(2200, of(1200, 0, 600, 0)), {{object_kind::image, 300}});
  CHECK(in_sentences(accounts_of(grown), grown) ==
        "The engine claims 300 MB; the disk's used space grew by 200 MB. The difference: 500 MB less (volumes that stay grew).");
  const auto nearly = swept(seen(2000, of(1500, 0, 0, 0)), seen(1702, of(1200, 0, 0, 0)), {{object_kind::image, 300}});
  CHECK(differences(nearly) == expected{{"unexplained", -2}});
  CHECK(in_sentences(accounts_of(nearly), nearly) == "The engine claims 300 MB; the disk's used space shrank by 298 MB.");
}
