// Images in use that are large by themselves: each deploy pulls or builds them, and each version that is kept takes as much
// again.
#include <fmt/format.h>

#include "advise/instruction_shape.hpp"
#include "advise/rules.hpp"

namespace dropsweep {

namespace {

constexpr byte_count bytes_least{1'000'000'000};

std::string costliest_layer(const advice_view& of, const image& one) {
  const auto history = std::ranges::find(of.more.histories, one.id, &image_history::image);
  if (history == of.more.histories.end() || history->layers.empty()) return "";
  const auto& layer = *std::ranges::max_element(history->layers, {}, &image_layer::size);
  return fmt::format("; its largest layer {}: {}", format_bytes(layer.size), shape_of(layer.made_by.raw(), 60));
}

}  // namespace

findings on_large_images(const advice_view& of) {
  std::vector<const image*> large;
  for (const auto& one : of.seen.images) {
    if (one.size >= bytes_least && is_in_use(of, one)) large.push_back(&one);
  }
  if (large.empty()) return {};
  std::ranges::stable_sort(large, [](const image* a, const image* b) { return a->size > b->size; });
  finding it{.rule = "large-images", .topic = advice_topic::images};
  // What two of them share is there once: at least what each has alone, and the most that one of them shares.
  byte_count sum, shared;
  std::vector<std::string> lines;
  for (const auto* one : large) {
    sum += one->size - one->shared.value_or(one->size);
    shared = std::max(shared, one->shared.value_or(one->size));
    lines.push_back(fmt::format("{}: {}{}{}", title_of_image(*one), format_bytes(one->size),
                                one->shared ? fmt::format(", {} unshared", format_bytes(one->size - *one->shared)) : "",
                                costliest_layer(of, *one)));
  }
  sum += shared;
  it.what = fmt::format("{} of 1 GB or more: {}{} together", counted(std::ssize(large), "image in use is", "images in use are"),
                        large.size() > 1 ? "at least " : "", format_bytes(sum));
  add_evidence(it, std::move(lines));
  it.bytes = sum;
  it.costs = fmt::format("{} of disk, and for each version that is kept what it does not share", format_bytes(sum));
  it.to_do = "Begin with a slim image, copy only what runs, and keep models and data in volumes.";
  return {it};
}

}  // namespace dropsweep
