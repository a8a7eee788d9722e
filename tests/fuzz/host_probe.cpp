// What the host's shell says of itself: any text becomes bounded facts, and numbers that cannot be true are unknown.
#include <algorithm>
#include <cmath>
#include <set>

#include "fuzz/promise.hpp"
#include "survey/host_probe.hpp"

namespace dropsweep::fuzz::host_probe_fuzzer {

namespace {

constexpr byte_count absurd{std::int64_t{1} << 57};

void must_be_a_size(const std::optional<byte_count>& size) {
  must(!size || (size->value >= 0 && *size < absurd), "a size that cannot be");
}

void must_be_a_disk(const file_system& disk, const std::string& root) {
  must(disk.path == root || disk.path == "/var/lib/containerd" || disk.path == "/", "a place that was not asked for");
  for (const auto size : {disk.size, disk.used, disk.available}) must_be_a_size(size);
  must(disk.size.value > 0, "a disk without a size");
  const auto percent = percent_used(disk);
  must(percent >= 0 && percent <= 100, "no percentage");
}

bool is_image(std::string_view id) {
  return id.size() == 71 && id.starts_with("sha256:") &&
         id.substr(7).find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

FUZZER(host_probe) {
  const auto answer = text_of(data, size);
  const std::string root = "/var/lib/docker";
  for (const bool containerd_store : {false, true}) {
    const auto probe = read_host_probe(answer, root, containerd_store);
    const auto& facts = probe.facts;
    must(facts.disks.size() <= 3, "too many disks");
    for (const auto& disk : facts.disks) must_be_a_disk(disk, root);
    for (const auto& one : {facts.memory_total, facts.memory_available, facts.swap_total, facts.swap_used}) must_be_a_size(one);
    must(!facts.load || (std::isfinite(*facts.load) && *facts.load >= 0), "a load that is no number");
    must(!facts.uptime || *facts.uptime >= span{}, "up for less than no time");
    must(facts.clients.size() <= 100 && facts.downloads.size() <= 100, "too many signs of work");
    for (const auto& one : facts.clients) must(one.age >= span{} && one.process >= 0 && !one.command.empty(), "no process");
    for (const auto& [id, when] : probe.arrived)
      must(is_image(id) && when.time_since_epoch().count() > 0 && parse_instant(format_instant(when)) == when, "no arrival");
    // Twice the same words are the same facts.
    const auto twice = read_host_probe(std::string(answer) + "\n" + std::string(answer), root, containerd_store);
    must(twice.arrived == probe.arrived && twice.facts.load == facts.load, "said twice it is something else");
  }
  return 0;
}

}  // namespace dropsweep::fuzz::host_probe_fuzzer
