#include "engine/answers.hpp"
#include "engine/engine_reader.hpp"
#include "engine/http_lanes.hpp"
#include "engine/read_objects.hpp"
#include "net/together.hpp"

namespace dropsweep {

namespace {

// Engines before 23.0 (API 1.42) ignore `type`, answer everything and refuse a second one at the same time: what either of them
// says counts. `verbose` brings the items from API 1.52 on; older ones ignore it.
constexpr std::string_view cache_path = "/system/df?type=build-cache&verbose=1";
constexpr std::string_view rest_path = "/system/df?type=image&type=container&type=volume&verbose=1";
constexpr std::string_view whole_path = "/system/df?verbose=1";

engine_reader::disk_report to_report(disk_sections seen) {
  engine_reader::disk_report report;
  const auto line = [&](const std::optional<disk_usage::line>& said, std::string_view what) {
    if (!said) report.unseen.push_back(fmt::format("The disk usage of {} is unknown.", what));
    return said.value_or(disk_usage::line{.size = {}, .reclaimable = {}, .unseen = true});
  };
  report.usage = {.images = line(seen.images, "images"),
                  .containers = line(seen.containers, "containers"),
                  .volumes = line(seen.volumes, "volumes"),
                  .build_cache = line(seen.build_cache, "the build cache")};
  report.cache = std::move(seen.cache);
  report.volume_sizes = std::move(seen.volume_sizes);
  report.image_shared = std::move(seen.image_shared);
  report.writable_layers = std::move(seen.writable_layers);
  return report;
}

}  // namespace

task<result<engine_reader::disk_report>> engine_reader::disk(disk_parts how) {
  if (how == disk_parts::together) {
    auto whole = read_answer_to(whole_path, co_await lanes_->get(versioned(whole_path), pace::slowest), read_disk);
    if (!whole) co_return std::unexpected(std::move(whole.error()));
    co_return to_report(std::move(*whole));
  }
  auto [cache_answer, rest_answer] =
      co_await together(lanes_->get(versioned(cache_path), pace::slowest), lanes_->get(versioned(rest_path), pace::slowest));
  auto cache = read_answer_to(cache_path, cache_answer, read_disk);
  auto rest = read_answer_to(rest_path, rest_answer, read_disk);
  if (!cache && !rest) co_return std::unexpected(std::move(cache.error()));

  disk_sections all = rest ? std::move(*rest) : disk_sections{};
  if (cache) {
    if (!rest) all = *cache;
    if (cache->build_cache) {
      all.build_cache = cache->build_cache;
      all.cache = std::move(cache->cache);
    }
  }
  auto report = to_report(std::move(all));
  for (const auto* failed : {cache ? nullptr : &cache.error(), rest ? nullptr : &rest.error()}) {
    if (failed != nullptr && !report.unseen.empty()) report.unseen.push_back(one_line(*failed));
  }
  co_return report;
}

task<result<std::vector<cache_record>>> engine_reader::cache_now() {
  auto seen = read_answer_to(cache_path, co_await lanes_->get(versioned(cache_path), pace::slowest), read_disk);
  if (!seen) co_return std::unexpected(std::move(seen.error()));
  co_return std::move(seen->cache);
}

}  // namespace dropsweep
