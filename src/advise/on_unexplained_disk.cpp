// What the file system holds beyond what Docker explains; and inodes.
#include <fmt/format.h>

#include "advise/rules.hpp"

namespace dropsweep {

namespace {

// A system and its packages take a few gigabytes where the engine shares their disk.
constexpr byte_count shared_least{6'000'000'000}, own_least{1'000'000'000};
constexpr std::int64_t percent_least = 20;
constexpr std::int64_t inodes_most = 75;
constexpr byte_count folder_least{50'000'000};

// The root is told apart only when it is another file system.
bool has_a_disk_of_its_own(const survey& seen) {
  return std::ranges::contains(seen.host.disks, std::string("/"), &file_system::path) && seen.host.disks.front().path != "/";
}

// The folder is one on that disk; the whole of it is looked at.
std::string usage_command(std::string_view du, std::string_view sort, const file_system& disk) {
  if (!is_plain_path(disk.path)) return "";
  return fmt::format("{} \"$(df --output=target {} | tail -1)\" | {} | tail -20\n", du, disk.path, sort);
}

}  // namespace

findings on_unexplained_disk(const advice_view& of) {
  const auto& seen = of.seen;
  if (!unknown_of_disk(of).empty()) return {};
  const auto& disk = seen.host.disks.front();
  const auto& usage = seen.usage;
  const auto docker =
      usage.images.size + usage.containers.size + usage.volumes.size + usage.build_cache.size + *seen.host.container_logs;
  const auto beyond = disk.used - docker;
  const bool own = has_a_disk_of_its_own(seen);
  if (beyond < (own ? own_least : shared_least) || percent_of(beyond, disk.size) < percent_least) return {};
  finding it{.rule = "unexplained-disk", .topic = advice_topic::disk};
  it.what = fmt::format("{} of the {} used on {} are not Docker's images, containers, volumes, build cache or logs",
                        format_bytes(beyond), format_bytes(disk.used), visible(disk.path));
  it.evidence.push_back(fmt::format("images {}, containers {}, volumes {}, build cache {}, logs {}",
                                    format_bytes(usage.images.size), format_bytes(usage.containers.size),
                                    format_bytes(usage.volumes.size), format_bytes(usage.build_cache.size),
                                    format_bytes(*seen.host.container_logs)));
  auto folders = of.more.folders;
  std::ranges::stable_sort(folders, [](const folder_size& a, const folder_size& b) { return a.size > b.size; });
  std::vector<std::string> lines;
  for (const auto& one : folders) {
    if (one.size >= folder_least) lines.push_back(fmt::format("{}: {}", one.path, format_bytes(one.size)));
  }
  if (lines.empty() && !own)
    lines.emplace_back("no folder of /var/log, /var/cache, /tmp, /root, /home, /opt and /srv that could be looked at is large");
  add_evidence(it, std::move(lines));
  it.bytes = beyond;
  it.costs = fmt::format("{} of disk{}", format_bytes(beyond), own ? "" : ", the system itself among it");
  it.to_do = "Look where it lies; files that a running process has deleted count until it ends (lsof +L1).";
  auto commands = usage_command("du -xh --max-depth=2", "sort -h", disk);
  if (!own) commands += "journalctl --vacuum-size=200M\napt-get clean\n";
  if (!commands.empty()) it.snippets.push_back({"on the host", std::move(commands)});
  return {it};
}

std::vector<std::string> unknown_of_disk(const advice_view& of) {
  const std::string what = "What the disk holds beyond what Docker explains is unknown: ";
  if (of.seen.host.disks.empty()) return {what + "the host's disks could not be looked at."};
  if (of.seen.engine.containerd_store)
    return {what + "with the containerd store the engine's sizes leave out the compressed layers beside the unpacked ones."};
  const auto docker = numbers_as_found(of.seen);
  if (!docker.images || !docker.containers || !docker.volumes || !docker.cache)
    return {what + "the engine did not say what images, containers, volumes and build cache take."};
  if (!of.seen.host.container_logs) return {what + "the account may not look into the engine's folder."};
  return {};
}

findings on_inodes(const advice_view& of) {
  findings all;
  for (const auto& disk : of.seen.host.disks) {
    if (!disk.inodes || !disk.inodes_used || *disk.inodes <= 0) continue;
    const auto percent = percent_of({*disk.inodes_used}, {*disk.inodes});
    if (percent < inodes_most) continue;
    finding it{.rule = "inodes", .topic = advice_topic::disk, .how_soon = percent >= 90 ? urgency::now : urgency::soon};
    it.what = fmt::format("{}% of the inodes on {} are used", percent, visible(disk.path));
    it.evidence.push_back(fmt::format("{} of {} inodes, while {} are still available", *disk.inodes_used, *disk.inodes,
                                      format_bytes(disk.available)));
    it.costs = "\"no space left on device\" with room to spare";
    it.to_do =
        "Sweep images and build cache: each of their small files takes one; session and cache files in volumes are the other "
        "usual cause.";
    if (auto command = usage_command("du --inodes -x --max-depth=3", "sort -n", disk); !command.empty())
      it.snippets.push_back({"on the host", std::move(command)});
    all.push_back(std::move(it));
  }
  return all;
}

}  // namespace dropsweep
