#include "advise/make_advice.hpp"

#include "advise/rules.hpp"
#include "advise/trend_of.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t lines_most = 200;  // of containers

void sort_by_worth(findings& all) {
  std::ranges::stable_sort(all, [](const finding& a, const finding& b) {
    return a.how_soon != b.how_soon ? a.how_soon < b.how_soon : a.bytes.value_or(byte_count{}) > b.bytes.value_or(byte_count{});
  });
}

std::vector<memory_line> memory_lines(const advice_view& of) {
  std::vector<memory_line> all;
  for (const auto* one : running_containers(of.seen)) {
    if (all.size() >= lines_most) break;
    all.push_back({.name = one->name,
                   .used = one->memory_used,
                   .cache = one->memory_cache,
                   .peak = peak_of(of, *one),
                   .limit = one->memory_limit,
                   .kills = kills_of(of, *one)});
  }
  return all;
}

}  // namespace

advice_page make_advice(const survey& found, const survey& seen, const advice_facts& more) {
  const advice_view of{seen, more};
  advice_page page{.memory_total = seen.host.memory_total,
                   .memory_used = host_memory_used(seen),
                   .page_cache = more.page_cache,
                   .swap_total = seen.host.swap_total,
                   .swap_used = seen.host.swap_used,
                   .pressure = more.pressure,
                   .containers = memory_lines(of),
                   .trend = trend_of(found),
                   .unknown = more.unknown};
  const auto add = [&page](findings more_of_them) {
    page.findings.insert(page.findings.end(), std::make_move_iterator(more_of_them.begin()),
                         std::make_move_iterator(more_of_them.end()));
  };
  for (const auto rule :
       {on_host_memory, on_memory_kills, on_restarts, on_tight_limits, on_missing_limits, on_runtimes, on_duplicates,
        on_databases, on_unused_images, on_large_images, on_unshared_layers, on_single_stage_builds, on_logs, on_volumes,
        on_build_cache, on_builders, on_unexplained_disk, on_inodes}) {
    add(rule(of));
  }
  for (auto& sentence : unknown_of_disk(of)) page.unknown.push_back(std::move(sentence));
  add(on_trend(of, page.trend));
  add(on_droplet_size(of, page.findings));
  sort_by_worth(page.findings);
  return page;
}

}  // namespace dropsweep
