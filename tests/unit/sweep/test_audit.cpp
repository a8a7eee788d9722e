#include "sweep/audit.hpp"

#include <doctest/doctest.h>

using namespace dropsweep;

namespace {

volume volume_named(const char* name, const char* created = "2026-01-01T00:00:00Z") {
  return {.name = name, .driver = "local", .created = parse_instant(created)};
}

survey with(std::vector<volume> volumes) { return {.volumes = std::move(volumes)}; }

outcome outcome_of(const volume& it, fate what) {
  return {.item = {.kind = object_kind::volume, .id = it.name.raw(), .name = it.name, .looks = looks_of(it)}, .fate = what};
}

}  // namespace

TEST_CASE("a removal whose answer was lost is told by what is there afterwards") {
  const auto a = volume_named("a"), b = volume_named("b");
  std::vector outcomes{outcome_of(a, fate::unknown), outcome_of(b, fate::unknown)};
  CHECK(audit(with({a, b}), with({b}), outcomes).empty());
  CHECK(outcomes[0].fate == fate::removed);
  CHECK(outcomes[1].fate == fate::failed);
}

TEST_CASE("what the engine says is removed but lists still has failed; what was made anew under the name has not") {
  const auto a = volume_named("a"), b = volume_named("b");
  std::vector outcomes{outcome_of(a, fate::removed), outcome_of(b, fate::removed)};
  CHECK(audit(with({a, b}), with({a, volume_named("b", "2026-11-23T00:00:00Z")}), outcomes).empty());
  CHECK(outcomes[0].fate == fate::failed);
  CHECK(outcomes[0].detail == "the engine confirmed its removal, but lists it still");
  CHECK(outcomes[1].fate == fate::removed);
}

TEST_CASE("an image that lost a name is there still; one that was removed and pulled again is not the one that was there") {
  const auto arrived = [](const char* when, std::vector<foreign> tags) {
    return image{.id = "sha256:a", .tags = std::move(tags), .arrived = parse_instant(when)};
  };
  const auto before = arrived("2026-01-01T00:00:00Z", {"a:1", "b:1"});
  const auto after = [&](const image& now, fate what) {
    std::vector outcomes{outcome{
        .item = {.kind = object_kind::image, .id = before.id, .tags = before.tags, .looks = looks_of(before)}, .fate = what}};
    audit(survey{.images = {before}}, survey{.images = {now}}, outcomes);
    return outcomes[0];
  };
  for (const auto what : {fate::unknown, fate::removed}) {
    const auto stopped = after(arrived("2026-01-01T00:00:00Z", {"b:1"}), what);
    CHECK(stopped.fate == fate::failed);
    CHECK(stopped.detail.ends_with("; names that it lost: a:1"));
    CHECK(after(arrived("2026-11-23T00:00:00Z", {"b:1"}), what).fate == fate::removed);
  }
}

namespace {

// What becomes of an image with two names when it is still there after the sweep, as the containerd store tells it: without the
// time of its arrival.
outcome told_of_image(fate was, std::string detail, const char* tagged_before, const char* tagged_after,
                      std::vector<foreign> tags_after = {"a:1", "b:1"}) {
  const image before{.id = "sha256:a", .tags = {"a:1", "b:1"}, .last_tagged = parse_instant(tagged_before)};
  const image now{.id = "sha256:a", .tags = std::move(tags_after), .last_tagged = parse_instant(tagged_after)};
  std::vector outcomes{outcome{.item = {.kind = object_kind::image, .id = before.id, .tags = before.tags}, .fate = was}};
  outcomes[0].detail = std::move(detail);
  audit(survey{.images = {before}}, survey{.images = {now}}, outcomes);
  return outcomes[0];
}

constexpr auto january = "2026-01-01T00:00:00Z", november = "2026-11-23T00:00:00Z";

}  // namespace

TEST_CASE("with the containerd store an image of which only the newest name went is there still") {
  const auto unheard = told_of_image(fate::unknown, "", november, january, {"b:1"});
  CHECK(unheard.fate == fate::failed);
  CHECK(unheard.detail == "no answer came, and it is still there; names that it lost: a:1");
  const auto confirmed = told_of_image(fate::removed, "", november, january, {"b:1"});
  CHECK(confirmed.fate == fate::failed);
  CHECK(confirmed.detail == "the engine confirmed its removal, but lists it still; names that it lost: a:1");
}

TEST_CASE("with the containerd store a pull tells an image that went and came anew only beside the engine's word that it went") {
  CHECK(told_of_image(fate::removed, "", january, november).fate == fate::removed);
  CHECK(told_of_image(fate::removed, "", january, january).fate == fate::failed);
  CHECK(told_of_image(fate::kept_changed, std::string(gone_already), january, november).fate == fate::kept_changed);
  CHECK(told_of_image(fate::kept_changed, std::string(gone_already), january, january).fate == fate::failed);
  CHECK(told_of_image(fate::unknown, "", january, november).fate == fate::failed);
  for (const auto what : {fate::kept_in_use, fate::not_needed, fate::not_started, fate::failed}) {
    const auto told = told_of_image(what, "as it was", january, november);
    CHECK(told.fate == what);
    CHECK(told.detail == "as it was");
  }
}

TEST_CASE("an image whose arrival could be seen only before the sweep is not gone by that") {
  const image before{.id = "sha256:a", .tags = {"a:1"}, .arrived = parse_instant(january)};
  auto now = before;
  now.arrived = {};
  std::vector outcomes{
      outcome{.item = {.kind = object_kind::image, .id = before.id, .tags = before.tags}, .fate = fate::unknown}};
  audit(survey{.images = {before}}, survey{.images = {now}}, outcomes);
  CHECK(outcomes[0].fate == fate::failed);
}

TEST_CASE("lists that are read again after a restart tell the names that an image lost once, as they are then") {
  const image before{.id = "sha256:a", .tags = {"a:1", "b:1", "c:1"}};
  std::vector outcomes{
      outcome{.item = {.kind = object_kind::image, .id = before.id, .tags = before.tags}, .fate = fate::unknown}};
  const auto again = [&](std::vector<foreign> tags) {
    auto now = before;
    now.tags = std::move(tags);
    audit(survey{.images = {before}}, survey{.images = {now}}, outcomes);
    return outcomes[0].detail;
  };
  const std::string still_there = "no answer came, and it is still there";
  CHECK(again({"b:1", "c:1"}) == still_there + "; names that it lost: a:1");
  CHECK(again({"b:1", "c:1"}) == still_there + "; names that it lost: a:1");
  CHECK(again({"c:1"}) == still_there + "; names that it lost: a:1, b:1");
  CHECK(again({"a:1", "b:1", "c:1"}) == still_there);
}

TEST_CASE("what the engine said was gone already but lists has failed; what changed has not") {
  const auto a = volume_named("a"), b = volume_named("b");
  std::vector outcomes{outcome_of(a, fate::kept_changed), outcome_of(b, fate::kept_changed)};
  outcomes[0].detail = gone_already;
  outcomes[1].detail = "it looks different from when the plan was made";
  CHECK(audit(with({a, b}), with({a, b}), outcomes).empty());
  CHECK(outcomes[0].fate == fate::failed);
  CHECK(outcomes[1].fate == fate::kept_changed);
}

TEST_CASE("a build cache record that was off the list for a moment is a build's, and no failure") {
  const cache_record record{.id = "r1"};
  std::vector<outcome> outcomes{{.item = {.kind = object_kind::build_cache, .id = "r1"}, .fate = fate::kept_changed}};
  outcomes[0].detail = off_the_list;
  const survey seen{.cache = {record}};
  CHECK(audit(seen, seen, outcomes).empty());
  CHECK(outcomes[0].fate == fate::kept_changed);
  CHECK(outcomes[0].detail.contains("off the engine's list for a moment"));
}

TEST_CASE("a build cache that could not be listed again is not gone: what was unknown, failed or not reached stays that") {
  std::vector<outcome> outcomes;
  survey before, after;
  for (const auto what : {fate::unknown, fate::failed, fate::not_started, fate::removed}) {
    const auto id = fmt::format("r{}", outcomes.size());
    before.cache.push_back({.id = id});
    outcomes.push_back({.item = {.kind = object_kind::build_cache, .id = id}, .fate = what, .detail = "as it was"});
  }
  after.usage.build_cache.unseen = true;
  const auto told = outcomes;
  CHECK(audit(before, after, outcomes).empty());
  for (std::size_t i = 0; i < told.size(); ++i) {
    CHECK(outcomes[i].fate == told[i].fate);
    CHECK(outcomes[i].detail == "as it was");
  }
  after.usage.build_cache.unseen = false;
  audit(before, after, outcomes);
  CHECK(outcomes[0].fate == fate::removed);
}

TEST_CASE("what is gone without having been planned is told") {
  const auto a = volume_named("a"), b = volume_named("b");
  std::vector outcomes{outcome_of(a, fate::removed)};
  const auto gone = audit(with({a, b}), with({}), outcomes);
  REQUIRE(gone.size() == 1);
  CHECK(gone[0] == "The volume b is gone, and it was not removed by this sweep: somebody else did it, or the engine.");
}

TEST_CASE("what was to go, was refused or not reached, and is gone all the same is neither kept nor counted as ours") {
  const auto a = volume_named("a");
  for (const auto what : {fate::kept_in_use, fate::failed, fate::not_started}) {
    std::vector outcomes{outcome_of(a, what)};
    CHECK(audit(with({a}), with({}), outcomes).empty());
    CHECK(outcomes[0].fate == fate::kept_changed);
    CHECK(outcomes[0].detail.starts_with("it is gone by now"));
  }
}

TEST_CASE("containers that go by themselves, build cache records and what the engine makes anew are nobody's loss") {
  survey before;
  before.containers.push_back({.id = "a", .one_off = true});
  before.containers.push_back({.id = "b", .state = container_state::removing});
  before.cache.push_back({.id = "c"});
  before.networks.push_back({.id = "d", .name = "bridge", .predefined = true});
  std::vector<outcome> none;
  CHECK(audit(before, survey{}, none).empty());
}
