// Build cache that nothing holds back: by type, because what it is good for differs.
#include <fmt/format.h>

#include "advise/daemon_json.hpp"
#include "advise/rules.hpp"

namespace dropsweep {

namespace {

// To how much it is worth holding it; what is a little above, until the engine cleans up again, is no finding.
constexpr std::int64_t gigabyte = 1'000'000'000;
constexpr byte_count small_disk{25 * gigabyte};
std::int64_t gigabytes_to_hold(const survey& seen) {
  return !seen.host.disks.empty() && seen.host.disks.front().size < small_disk ? 1 : 2;
}
byte_count worth_a_word(const survey& seen) { return {gigabytes_to_hold(seen) * gigabyte / 4 * 5}; }

std::optional<byte_count> state_of_builder(const advice_view& of, const container& one) {
  std::optional<byte_count> sum;
  for (const auto& at : one.mounts) {
    if (at.type != mount::kind::volume) continue;
    const auto* its = volume_of(of, at.source.raw());
    if (its != nullptr && its->size) sum = sum.value_or(byte_count{}) + *its->size;
  }
  return sum;
}

}  // namespace

findings on_build_cache(const advice_view& of) {
  std::map<std::string, std::pair<std::int64_t, byte_count>> types;
  byte_count sum;
  std::optional<instant> oldest;
  for (const auto& one : of.seen.cache) {
    if (one.in_use || one.shared) continue;
    auto& [records, size] = types[one.type];
    ++records;
    size += one.size;
    sum += one.size;
    if (one.last_used && (!oldest || *one.last_used < *oldest)) oldest = one.last_used;
  }
  if (sum < worth_a_word(of.seen)) return {};
  std::vector<std::pair<byte_count, std::string>> sorted;
  sorted.reserve(types.size());
  for (const auto& [type, its] : types)
    sorted.emplace_back(its.second, fmt::format("{}: {} in {}", type.empty() ? "without a type" : visible(type),
                                                format_bytes(its.second), counted(its.first, "record", "records")));
  std::ranges::stable_sort(sorted, [](const auto& a, const auto& b) { return a.first > b.first; });
  finding it{.rule = "build-cache", .topic = advice_topic::disk};
  it.what = fmt::format("{} of build cache that nothing uses now", format_bytes(sum));
  std::vector<std::string> lines;
  lines.reserve(sorted.size());
  for (auto& [size, line] : sorted) lines.push_back(std::move(line));
  add_evidence(it, std::move(lines));
  if (oldest) it.evidence.push_back(fmt::format("the oldest was last used {} ago", format_age(of.seen.engine.clock - *oldest)));
  it.bytes = sum;
  it.costs = fmt::format("{} of disk", format_bytes(sum));
  it.to_do =
      "Let the engine hold it below a size by itself; exec.cachemount records are caches of package managers, the others come "
      "again with the next build. " +
      std::string(about_an_engine_restart);
  it.snippets.push_back(
      {std::string(keys_for_daemon_json),
       fmt::format("{{\n  \"builder\": {{ \"gc\": {{ \"enabled\": true, \"defaultKeepStorage\": \"{}GB\" }} }}\n}}\n",
                   gigabytes_to_hold(of.seen))});
  return {it};
}

findings on_builders(const advice_view& of) {
  std::vector<std::string> lines, commands;
  byte_count sum;
  for (const auto& one : of.seen.containers) {
    if (!is_builder(one)) continue;
    const auto state = state_of_builder(of, one);
    if (state < worth_a_word(of.seen)) continue;  // or it is not known
    sum += *state;
    lines.push_back(fmt::format("{}: {} in its volume{}", one.name, format_bytes(*state),
                                one.memory_used ? fmt::format(", {} of memory", format_bytes(*one.memory_used)) : ""));
    // "buildx_buildkit_NAME0", as buildx calls the first node of NAME.
    constexpr std::string_view prefix = "buildx_buildkit_";
    auto name = std::string_view(one.name.raw());
    if (!name.starts_with(prefix) || !can_be_pasted(name)) continue;
    name.remove_prefix(prefix.size());
    if (name.ends_with('0')) name.remove_suffix(1);
    if (can_be_pasted(name))
      commands.push_back(fmt::format("docker buildx prune --builder {} --keep-storage {}GB", name, gigabytes_to_hold(of.seen)));
  }
  if (lines.empty()) return {};
  finding it{.rule = "builders", .topic = advice_topic::disk};
  it.what = fmt::format("{} {}, which the engine does not count as build cache",
                        counted(std::ssize(lines), "builder of buildx in a container of its own holds",
                                "builders of buildx in containers of their own hold"),
                        format_bytes(sum));
  add_evidence(it, std::move(lines));
  it.bytes = sum;
  it.costs = fmt::format("{} of disk", format_bytes(sum));
  it.to_do = "Build with the engine's own builder (docker buildx use default), or prune each builder by itself.";
  for (const auto& line : commands) {
    if (it.snippets.empty()) it.snippets.push_back({"on the host", ""});
    it.snippets.front().text += line + "\n";
  }
  return {it};
}

}  // namespace dropsweep
