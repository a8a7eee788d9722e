// Services in use whose images share next to nothing: each brings a system and a runtime of its own.
#include <fmt/format.h>

#include "advise/rules.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t images_least = 3;
constexpr byte_count unshared_least{150'000'000};
constexpr std::int64_t shared_percent_most = 20;

}  // namespace

findings on_unshared_layers(const advice_view& of) {
  std::vector<const image*> apart;
  for (const auto& one : of.seen.images) {
    if (!one.shared || !is_in_use(of.seen, one)) continue;
    const auto own = one.size - *one.shared;
    if (own >= unshared_least && percent_of(*one.shared, one.size) <= shared_percent_most) apart.push_back(&one);
  }
  if (apart.size() < images_least) return {};
  const auto own = [](const image* one) { return one->size - *one->shared; };
  std::ranges::stable_sort(apart, [&](const image* a, const image* b) { return own(a) > own(b); });
  finding it{.rule = "unshared-layers", .topic = advice_topic::images};
  byte_count sum;
  std::vector<std::string> lines;
  for (const auto* one : apart) {
    sum += own(one);
    lines.push_back(fmt::format("{}: {} of {} unshared", title_of_image(*one), format_bytes(own(one)), format_bytes(one->size)));
  }
  it.what = fmt::format("{} images in use share next to nothing: {} of layers of their own", apart.size(), format_bytes(sum));
  add_evidence(it, std::move(lines));
  it.costs = "each deploy pulls or builds all of it";
  it.to_do =
      "Build them on one base image, with the same digest, and install what all need in the same first steps: it is stored and "
      "pulled once.";
  return {it};
}

}  // namespace dropsweep
