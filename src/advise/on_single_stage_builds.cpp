// Images that carry what only their making needed. A layer is never smaller for what a later one deletes.
#include <set>

#include <fmt/format.h>

#include "advise/instruction_shape.hpp"
#include "advise/layer_signs.hpp"
#include "advise/rules.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t findings_most = 10;
constexpr byte_count bytes_least{1'000'000};  // below it a second stage is more lines than it saves

struct counted_signs {
  byte_count compilers;  // of the layers that have them: a second stage saves at most so much
  std::size_t caches = 0;
  const image_layer* costliest = nullptr;
  std::vector<std::string> lines;
};

counted_signs look_at(const image_history& of) {
  counted_signs found;
  byte_count before;
  const auto all = signs_of(of.layers);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& layer = of.layers[i];
    const auto& signs = all[i];
    if (found.costliest == nullptr || layer.size > found.costliest->size) found.costliest = &layer;
    const auto shape = shape_of(layer.made_by.raw());
    if (signs.compiler) {
      found.compilers += layer.size;
      found.lines.push_back(fmt::format("{}: a compiler or build tools{} in a layer of {}", shape,
                                        signs.cache ? ", and what looks like a package manager's cache," : "",
                                        format_bytes(layer.size)));
    } else if (signs.cache && layer.size >= bytes_least) {
      ++found.caches;
      found.lines.push_back(
          fmt::format("{}: looks like it leaves a package manager's cache in a layer of {}; its size is not known", shape,
                      format_bytes(layer.size)));
    }
    if (signs.deletes && before.value > 0)
      found.lines.push_back(fmt::format("{}: what it deletes stays in the {} of the layers below", shape, format_bytes(before)));
    before += layer.size;
  }
  return found;
}

std::string dockerfile() {
  return "FROM YOUR-IMAGE-WITH-COMPILERS AS build\n"
         "# what is there now, up to the finished program\n"
         "\n"
         "FROM YOUR-SLIM-IMAGE\n"
         "RUN apt-get update && apt-get install -y --no-install-recommends NEEDED && rm -rf /var/lib/apt/lists/*\n"
         "COPY --from=build /app /app\n";
}

// Versions of one repository were built alike: the newest speaks for them. One without a name speaks for itself. What nothing
// runs is no service: a compiler's image, for one, that a build began with.
std::vector<const image_history*> one_of_each_repository(const advice_view& of) {
  std::map<std::string, const image_history*> newest;
  std::set<std::string> used;
  for (const auto& one : of.seen.images) {
    if (is_in_use(of, one)) used.insert(one.tags.empty() ? one.id : repository_of(one));
  }
  const auto made = [&](const image_history& one) { return image_of(of, one.image)->created.value_or(instant()); };
  for (const auto& one : of.more.histories) {
    const auto* its = image_of(of, one.image);
    if (its == nullptr) continue;
    const auto name = its->tags.empty() ? one.image : repository_of(*its);
    if (!used.contains(name)) continue;
    auto& place = newest[name];
    if (place == nullptr || made(one) > made(*place)) place = &one;
  }
  std::vector<const image_history*> all;
  all.reserve(newest.size());
  for (const auto& [name, one] : newest) all.push_back(one);
  return all;
}

finding finding_of(const image& its, counted_signs found) {
  finding it{.rule = "single-stage-build", .topic = advice_topic::images};
  it.evidence.push_back(fmt::format("the layer that costs most: {}, {}", format_bytes(found.costliest->size),
                                    shape_of(found.costliest->made_by.raw())));
  add_evidence(it, std::move(found.lines), 6);
  if (found.compilers < bytes_least) {
    it.what = fmt::format("{} seems to carry a package manager's cache", title_of_image(its));
    it.costs = "its size is not known: a part of the layers above, for each version that is kept, and for each pull";
    it.to_do =
        "Delete lists and caches in the RUN that brought them, or mount a cache there (RUN --mount=type=cache, which a history "
        "does not "
        "show: then nothing is to be done).";
    return it;
  }
  it.what = fmt::format("{} looks like it was built in one stage: compilers or build tools are in {} of its {}",
                        title_of_image(its), format_bytes(found.compilers), format_bytes(its.size));
  it.bytes = found.compilers;
  it.costs =
      fmt::format("at most {} for each version that is kept, and for each pull; how much of it is needed to run is not known",
                  format_bytes(found.compilers));
  it.to_do =
      "Build in one stage and copy what is needed into a second one; delete lists and caches in the RUN that brought them.";
  it.snippets.push_back({"Dockerfile", dockerfile()});
  return it;
}

}  // namespace

findings on_single_stage_builds(const advice_view& of) {
  findings all;
  for (const auto* history : one_of_each_repository(of)) {
    auto found = look_at(*history);
    if (found.compilers < bytes_least && found.caches == 0) continue;
    all.push_back(finding_of(*image_of(of, history->image), std::move(found)));
  }
  std::ranges::stable_sort(all, [](const finding& a, const finding& b) { return a.bytes > b.bytes; });
  if (all.size() > findings_most) all.resize(findings_most);
  return all;
}

}  // namespace dropsweep
