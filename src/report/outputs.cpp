// The step outputs. The runner drops a job output that contains a masked value, whole: so numbers stand alone in theirs. What is
// unknown is empty.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "report/measures.hpp"
#include "report/render.hpp"
#include "report/standing.hpp"

namespace dropsweep {

namespace {

template <class Number>
std::string number_or_nothing(const std::optional<Number>& number) {
  return number ? fmt::format("{}", *number) : "";
}

// Several hosts: the worst one's. A host that nobody could ask is worse than a healthy one: "healthy" is said only of all.
overall_health worst_health(const run_record& run) {
  constexpr std::array mildest_first{overall_health::healthy, overall_health::unchecked, overall_health::degraded,
                                     overall_health::unhealthy};
  const auto rank = [&](overall_health one) { return std::ranges::find(mildest_first, one) - mildest_first.begin(); };
  if (run.hosts.empty()) return overall_health::unchecked;
  auto worst = overall_health::healthy;
  for (const auto& host : run.hosts) {
    const auto one = host.health ? host.health->overall : overall_health::unchecked;
    if (rank(one) > rank(worst)) worst = one;
  }
  return worst;
}

// The host whose disk was fullest before the sweep.
const host_record* fullest(const run_record& run) {
  const host_record* found = nullptr;
  for (const auto& host : run.hosts) {
    const auto percent = disk_percent_before(host);
    if (percent && (found == nullptr || *percent > *disk_percent_before(*found))) found = &host;
  }
  return found;
}

// Names as configured; a container that broke without being a service stands as container://NAME.
std::string unhealthy_services(const run_record& run) {
  auto names = nlohmann::json::array();
  const auto add = [&](std::string name) {
    if (std::ranges::find(names, nlohmann::json(name)) == names.end()) names.push_back(std::move(name));
  };
  for (const auto& host : run.hosts) {
    if (!host.health) continue;
    for (const auto& service : host.health->services) {
      const auto how = standing_of(service, host);
      if (how == standing::broke || how == standing::down || how == standing::was_already_down) add(visible(service.name));
    }
    for (const auto& container : host.health->containers) add(fmt::format("container://{}", container.name));
  }
  return names.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> render_outputs(const run_record& run, std::string_view report_file) {
  const auto removed = count_removed(run);
  const auto shrank = measured(run);
  const auto* disk = fullest(run);
  const auto number = [](std::int64_t value) { return fmt::format("{}", value); };
  return {
      {"result", std::string(name(run.result))},
      {"mode", std::string(name(run.mode))},
      {"exit-code", number(static_cast<int>(run.code))},
      {"reclaimed-bytes", number(removed.claimed.value)},
      {"reclaimed", format_bytes(removed.claimed)},
      {"measured-bytes", shrank ? number(shrank->value) : ""},
      {"disk-used-before", disk ? number_or_nothing(disk_percent_before(*disk)) : ""},
      {"disk-used-after", disk ? number_or_nothing(disk_percent_after(*disk)) : ""},
      {"available-bytes", disk ? number_or_nothing(available_at_the_end(*disk)) : ""},
      {"removed-containers", number(removed.containers)},
      {"removed-images", number(removed.images)},
      {"removed-volumes", number(removed.volumes)},
      {"removed-networks", number(removed.networks)},
      {"removed-cache-records", number(removed.cache_records)},
      {"health", std::string(name(worst_health(run)))},
      {"unhealthy-services", unhealthy_services(run)},
      {"report-file", std::string(report_file)},
  };
}

}  // namespace dropsweep
