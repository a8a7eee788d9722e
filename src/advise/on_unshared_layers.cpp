// Services of one maker whose images share next to nothing: each brings a system and a runtime of its own.
#include <fmt/format.h>

#include "advise/rules.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t images_least = 3;
constexpr byte_count unshared_least{150'000'000};
constexpr std::int64_t shared_percent_most = 20;

byte_count own(const image* one) { return one->size - *one->shared; }

// "ghcr.io/shop" of "ghcr.io/shop/web"; "" of "nginx", which the hub's own makers build.
std::string maker_of(const image& one) {
  const auto repository = repository_of(one);
  return repository.substr(0, repository.contains('/') ? repository.rfind('/') : 0);
}

finding finding_of(const std::string& maker, std::vector<const image*> apart) {
  std::ranges::stable_sort(apart, [](const image* a, const image* b) { return own(a) > own(b); });
  finding it{.rule = "unshared-layers", .topic = advice_topic::images};
  byte_count sum;
  std::vector<std::string> lines;
  for (const auto* one : apart) {
    sum += own(one);
    lines.push_back(fmt::format("{}: {} of {} unshared", title_of_image(*one), format_bytes(own(one)), format_bytes(one->size)));
  }
  it.what = fmt::format("{} images of {} in use share next to nothing: {} of layers of their own", apart.size(),
                        visible(maker, 120), format_bytes(sum));
  add_evidence(it, std::move(lines));
  it.costs = "each deploy pulls or builds all of it";
  it.to_do =
      "If they are yours, build them on one base image, with the same digest, and install what all need in the same first steps: "
      "it is stored and pulled once.";
  return it;
}

}  // namespace

findings on_unshared_layers(const advice_view& of) {
  std::map<std::string, std::vector<const image*>> makers;
  for (const auto& one : of.seen.images) {
    if (!one.shared || !is_in_use(of, one) || maker_of(one).empty()) continue;
    if (own(&one) >= unshared_least && percent_of(*one.shared, one.size) <= shared_percent_most)
      makers[maker_of(one)].push_back(&one);
  }
  findings all;
  for (auto& [maker, apart] : makers) {
    if (apart.size() >= images_least) all.push_back(finding_of(maker, std::move(apart)));
  }
  return all;
}

}  // namespace dropsweep
