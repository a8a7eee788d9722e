// Images that no container has: what they take, which repositories hold it, and which are the biggest and the oldest.
#include <fmt/format.h>

#include "advise/rules.hpp"
#include "model/first_docker.hpp"

namespace dropsweep {

namespace {

// A previous version for a rollback is no waste.
constexpr std::int64_t percent_least = 25;
constexpr byte_count bytes_least{200'000'000};

struct share {
  std::string repository;
  std::size_t images = 0, unused = 0;
  bool known = true;  // what of each is shared
  byte_count own, unused_own;
};

// What only this image has: its removal gives back no more. Where that is unknown it may be nothing.
byte_count own_bytes(const image& one) { return std::max(one.size - one.shared.value_or(one.size), byte_count{}); }

std::vector<share> shares(const advice_view& of) {
  std::map<std::string, share> all;
  for (const auto& one : of.seen.images) {
    auto& its = all[repository_of(one)];
    its.repository = repository_of(one);
    ++its.images;
    its.own += own_bytes(one);
    its.known = its.known && one.shared.has_value();
    if (is_in_use(of, one)) continue;
    ++its.unused;
    its.unused_own += own_bytes(one);
  }
  std::vector<share> sorted;
  sorted.reserve(all.size());
  for (auto& [name, one] : all) sorted.push_back(std::move(one));
  std::ranges::stable_sort(sorted, [](const share& a, const share& b) { return a.own > b.own; });
  return sorted;
}

std::optional<instant> build_date(const image& one) { return one.created >= first_docker ? one.created : std::nullopt; }

std::string age_of(const survey& seen, const image& one) {
  const auto built = build_date(one);
  return built ? format_age(seen.engine.clock - *built) + " old" : "of unknown age";
}

}  // namespace

findings on_unused_images(const advice_view& of) {
  const auto& seen = of.seen;
  const auto& usage = seen.usage.images;
  // What the engine calls reclaimable is no measure: a layer that several images share counts there even if all of them are used.
  byte_count sum;
  std::vector<const image*> unused;
  for (const auto& one : seen.images) {
    if (is_in_use(of, one)) continue;
    unused.push_back(&one);
    sum += own_bytes(one);
  }
  if (sum < bytes_least || percent_of(sum, usage.size) < percent_least) return {};
  finding it{.rule = "unused-images", .topic = advice_topic::images};
  it.what = fmt::format("{} at least {} of {}",
                        counted(std::ssize(unused), "image that no container uses takes", "images that no container uses take"),
                        format_bytes(sum), format_bytes(usage.size));
  std::vector<std::string> repositories;
  for (const auto& one : shares(of)) {
    const auto name = one.repository.empty() ? std::string("without a name") : visible(one.repository, 120);
    repositories.push_back(fmt::format("{}: {}, {} unused, {}", name,
                                       counted(static_cast<std::int64_t>(one.images), "image", "images"), one.unused,
                                       one.known ? fmt::format("{} in layers of one image alone ({}% of all images)",
                                                               format_bytes(one.own), percent_of(one.own, usage.size))
                                                 : std::string("what of it is shared is unknown")));
  }
  add_evidence(it, std::move(repositories), 6);
  std::ranges::stable_sort(unused, [](const image* a, const image* b) { return a->size > b->size; });
  it.evidence.push_back(
      fmt::format("biggest: {} ({}{})", title_of_image(*unused.front()), format_bytes(unused.front()->size),
                  unused.front()->shared ? fmt::format(", {} unshared", format_bytes(own_bytes(*unused.front()))) : ""));
  const auto oldest = std::ranges::min_element(unused, [](const image* a, const image* b) {
    return build_date(*a).value_or(instant::max()) < build_date(*b).value_or(instant::max());
  });
  it.evidence.push_back(fmt::format("oldest: {} ({})", title_of_image(**oldest), age_of(seen, **oldest)));
  it.bytes = sum;
  it.costs = fmt::format("at least {} of disk; what they share with each other comes on top", format_bytes(sum));
  it.to_do = "Sweep once a week in mode aggressive; keep-last says how many versions stay for a rollback.";
  it.snippets.push_back({"from here", "dropsweep plan TARGET --mode aggressive\n"});
  return {it};
}

}  // namespace dropsweep
