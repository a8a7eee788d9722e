#include "sweep/second_look.hpp"

#include <algorithm>

#include "model/reference_names.hpp"
#include "net/together.hpp"

namespace dropsweep {

namespace {

look kept(const item& what, fate why, std::string detail, foreign words = {}) {
  return {.keep = outcome{.item = what, .fate = why, .engine_words = std::move(words), .detail = std::move(detail)}};
}

look gone(const item& what) { return kept(what, fate::kept_changed, std::string(gone_already)); }
look different(const item& what) { return kept(what, fate::kept_changed, "it looks different from when the plan was made"); }
look unseen(const item& what, const error& failure) {
  return kept(what, fate::failed, "not removed: it could not be looked at just before: " + failure.seen, failure.theirs);
}
look used(const item& what, const std::vector<object_id>& users) {
  return kept(what, fate::kept_changed, fmt::format("container {} uses it by now", users.front().substr(0, 12)));
}

// The engine deletes by id only what has one reference (a tag and a digest of the same repository count as one); the others go
// first, by name. The id goes last: a name could by then belong to another image, an id can't.
std::vector<foreign> references_before_id(const image& seen) {
  if (seen.tags.empty()) {
    if (seen.digests.size() <= 1) return {};
    return {seen.digests.begin(), std::prev(seen.digests.end())};
  }
  std::vector<foreign> names(seen.tags.begin(), std::prev(seen.tags.end()));
  const auto last = repository_of(seen.tags.back().raw());
  for (const auto& digest : seen.digests) {
    const bool goes_with_a_tag = std::ranges::any_of(
        seen.tags, [&](const foreign& tag) { return repository_of(tag.raw()) == repository_of(digest.raw()); });
    if (!goes_with_a_tag && repository_of(digest.raw()) != last) names.push_back(digest);
  }
  return names;
}

// `now` and `users` were asked at the same moment; judged alike for images, volumes and networks.
template <class Object>
look judge(const item& what, const result<std::optional<Object>>& now, const result<std::vector<object_id>>& users) {
  if (!now) return unseen(what, now.error());
  if (!*now) return gone(what);
  if (!users) return unseen(what, users.error());
  if (looks_of(**now) != what.looks) return different(what);
  if (!users->empty()) return used(what, *users);
  return {};
}

task<look> look_at_container(engine_reader& with, item what) {
  const auto now = co_await with.container_now(what.id);
  if (!now) co_return unseen(what, now.error());
  if (!*now) co_return gone(what);
  if (looks_of(**now) != what.looks) co_return different(what);
  co_return look{};
}

task<look> look_at_volume(engine_reader& with, item what) {
  const auto [now, users] = co_await together(with.volume_now(what.id), with.containers_of_volume(what.id));
  co_return judge(what, now, users);
}

task<look> look_at_network(engine_reader& with, item what) {
  const auto [now, users] = co_await together(with.network_now(what.id), with.containers_of_network(what.id));
  co_return judge(what, now, users);
}

look look_at_cache(const item& what, const cache_by_id& cache) {
  const auto found = cache.find(what.id);
  if (found == cache.end()) return kept(what, fate::kept_changed, std::string(off_the_list));
  if (found->second.in_use) return kept(what, fate::kept_changed, "a build uses it by now");
  if (looks_of(found->second) != what.looks) return different(what);
  return {};
}

}  // namespace

look judge_image(const item& what, const result<std::optional<image>>& now, const result<std::vector<object_id>>& users) {
  look seen = judge(what, now, users);
  if (!seen.keep) seen.references = references_before_id(**now);
  return seen;
}

task<look> look_at_image(engine_reader& with, item what) {
  const auto [now, users] = co_await together(with.image_now(what.id), with.containers_of_images({what.id}));
  co_return judge_image(what, now, users);
}

task<look> look_again(engine_reader& with, item what, const cache_by_id& cache) {
  switch (what.kind) {
    case object_kind::container: co_return co_await look_at_container(with, std::move(what));
    case object_kind::image: co_return co_await look_at_image(with, std::move(what));
    case object_kind::volume: co_return co_await look_at_volume(with, std::move(what));
    case object_kind::network: co_return co_await look_at_network(with, std::move(what));
    case object_kind::build_cache: co_return look_at_cache(what, cache);
  }
  co_return kept(what, fate::failed, "not removed: its kind is unknown");
}

}  // namespace dropsweep
