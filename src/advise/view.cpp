#include "advise/view.hpp"

#include <fmt/format.h>

#include "model/reference_names.hpp"

namespace dropsweep {

namespace {

std::string label_of(const container& one, const char* key) {
  const auto found = one.labels.find(key);
  return found == one.labels.end() ? std::string() : found->second.raw();
}

auto found_in(const auto& index, std::string_view key) {
  const auto found = index.find(key);
  return found == index.end() ? nullptr : found->second;
}

}  // namespace

advice_view::advice_view(const survey& seen_there, const advice_facts& more_of_it) : seen(seen_there), more(more_of_it) {
  for (const auto& one : seen.images) images.try_emplace(one.id, &one);
  for (const auto& one : seen.volumes) volumes.try_emplace(one.name.raw(), &one);
  for (const auto& one : seen.containers) {
    containers.try_emplace(one.id, &one);
    used_images.insert(one.image_id);
    for (const auto& at : one.mounts) {
      if (at.type == mount::kind::volume && volumes.contains(at.source.raw())) mounted_volumes.insert(at.source.raw());
    }
  }
}

std::vector<const container*> running_containers(const survey& seen) {
  std::vector<const container*> all;
  for (const auto& one : seen.containers) {
    if (runs(one)) all.push_back(&one);
  }
  std::ranges::stable_sort(all, [](const container* a, const container* b) { return a->memory_used > b->memory_used; });
  return all;
}

const container* container_of(const advice_view& of, std::string_view id) { return found_in(of.containers, id); }
const image* image_of(const advice_view& of, std::string_view id) { return found_in(of.images, id); }
const volume* volume_of(const advice_view& of, std::string_view name) { return found_in(of.volumes, name); }

std::optional<byte_count> peak_of(const advice_view& of, const container& one) {
  const auto group = of.more.groups.find(one.id);
  if (group != of.more.groups.end() && group->second.peak) return group->second.peak;
  return one.memory_peak;
}

std::optional<byte_count> recorded_memory(const survey& seen, const container& one) {
  std::optional<byte_count> most;
  for (const auto& its : seen.earlier.sizes) {
    if (its.of == tracked_size::kind::memory && its.name == one.name.raw())
      most = std::max(most, std::optional(std::max(its.size_first, its.size_last)));
  }
  return most;
}

std::optional<std::int64_t> kills_of(const advice_view& of, const container& one) {
  const auto group = of.more.groups.find(one.id);
  return group == of.more.groups.end() ? std::nullopt : group->second.kills;
}

std::optional<byte_count> log_of(const advice_view& of, const container& one) {
  if (!of.more.logs) return std::nullopt;
  const auto log = of.more.logs->find(one.id);
  return log == of.more.logs->end() ? byte_count{} : log->second;
}

std::optional<byte_count> host_memory_used(const survey& seen) {
  if (!seen.host.memory_total || !seen.host.memory_available) return std::nullopt;
  return *seen.host.memory_total - *seen.host.memory_available;
}

bool is_in_use(const advice_view& of, const image& one) { return of.used_images.contains(one.id); }
bool is_mounted(const advice_view& of, const volume& one) { return of.mounted_volumes.contains(one.name.raw()); }

bool is_builder(const container& one) {
  return one.name.raw().starts_with("buildx_buildkit_") || one.image_reference.raw().starts_with("moby/buildkit");
}

std::string repository_of(const image& one) {
  if (!one.tags.empty()) return std::string(repository_of(std::string_view(one.tags.front().raw())));
  if (one.digests.empty()) return "";
  const auto& digest = one.digests.front().raw();
  return digest.substr(0, digest.find('@'));
}

std::string title_of_image(const image& one) {
  if (!one.tags.empty()) return visible(one.tags.front().raw(), 120);
  const auto repository = repository_of(one);
  const auto id = one.id.substr(one.id.starts_with("sha256:") ? 7 : 0, 12);
  return repository.empty() ? id : fmt::format("{} ({})", visible(repository, 120), id);
}

compose_place compose_place_of(const container& one) {
  return {label_of(one, "com.docker.compose.project"), label_of(one, "com.docker.compose.service")};
}

std::int64_t percent_of(byte_count part, byte_count whole) {
  if (whole.value <= 0 || part.value <= 0) return 0;
  constexpr double absurd = 1'000'000;  // the numbers are the host's
  return static_cast<std::int64_t>(
      std::min(static_cast<double>(part.value) * 100 / static_cast<double>(whole.value) + 0.5, absurd));
}

std::string days_words(double days) { return days < 10 ? fmt::format("{:.1f} days", days) : fmt::format("{:.0f} days", days); }

void add_evidence(finding& to, std::vector<std::string> lines, std::size_t most) {
  const auto all = lines.size();
  if (all > most) {
    lines.resize(most);
    lines.push_back(fmt::format("and {} more", all - most));
  }
  to.evidence.insert(to.evidence.end(), std::make_move_iterator(lines.begin()), std::make_move_iterator(lines.end()));
}

}  // namespace dropsweep
