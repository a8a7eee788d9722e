// Logs of containers that grow for ever.
#include <fmt/format.h>

#include "advise/daemon_json.hpp"
#include "advise/rules.hpp"

namespace dropsweep {

namespace {

std::string daemon_json() {
  return "{\n  \"log-driver\": \"json-file\",\n  \"log-opts\": { \"max-size\": \"10m\", \"max-file\": \"3\" }\n}\n";
}
std::string compose_lines() { return "logging:\n  driver: json-file\n  options:\n    max-size: 10m\n    max-file: \"3\"\n"; }

}  // namespace

findings on_logs(const advice_view& of) {
  std::vector<std::pair<byte_count, const container*>> all;
  byte_count sum;
  bool known = true;
  for (const auto& one : of.seen.containers) {
    if (one.log_driver.empty() || one.log_rotates) continue;
    const auto size = log_of(of, one);
    // What has ended writes no more; it counts by what lies there.
    if (!runs(one) && (!size || size->value < mebibyte)) continue;
    known = known && size.has_value();
    sum += size.value_or(byte_count{});
    all.emplace_back(size.value_or(byte_count{}), &one);
  }
  if (all.empty()) return {};
  std::ranges::stable_sort(all, [](const auto& a, const auto& b) { return a.first > b.first; });
  finding it{.rule = "log-rotation", .topic = advice_topic::disk, .how_soon = urgency::soon};
  it.what = fmt::format("The logs of {} are never rotated{}", counted(std::ssize(all), "container", "containers"),
                        known ? fmt::format(": {} until now", format_bytes(sum)) : "");
  std::vector<std::string> lines;
  lines.reserve(all.size());
  for (const auto& [size, one] : all)
    lines.push_back(fmt::format("{}: {}", one->name, known ? format_bytes(size) : "size unknown"));
  add_evidence(it, std::move(lines));
  if (known) it.bytes = sum;
  it.costs = known ? fmt::format("{} of disk, and growing", format_bytes(sum)) : "an unknown part of the disk, and growing";
  it.to_do =
      "Set a largest size for all containers (it holds for those made afterwards: deploy them again), or in the Compose file for "
      "each. What lies there goes with its container. " +
      std::string(about_an_engine_restart);
  it.snippets.push_back({std::string(keys_for_daemon_json), daemon_json()});
  it.snippets.push_back({"or the Compose file, in each service", compose_lines()});
  return {it};
}

}  // namespace dropsweep
