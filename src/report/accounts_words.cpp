#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "report/accounts.hpp"
#include "report/measures.hpp"
#include "report/text.hpp"

namespace dropsweep {

namespace {

byte_count size_of(byte_count difference) { return std::max(difference, byte_count{} - difference); }

std::int64_t arrived(const host_record& host) {
  std::set<std::string_view> before;
  for (const auto& one : host.before->images) before.insert(one.id);
  return std::ranges::count_if(host.after->images, [&](const image& one) { return !before.contains(one.id); });
}

std::string words_of(const difference& one, const host_record& host) {
  const bool more = one.more.value > 0;
  switch (one.why) {
    case cause::image_layers:
      if (more) return "layers that removed images shared with each other alone, so that none claims them";
      if (const auto number = arrived(host); number > 0)
        return fmt::format("layers that other images have too, or that came with {}", counted(number, "new image", "new images"));
      return "layers that other images have too";
    case cause::kept_by_cache: return "layers of removed images that the build cache has too";
    case cause::claimed_twice: return "layers that removed images and removed build cache had in common, so that both claim them";
    case cause::build_cache: return more ? "build cache that the engine dropped by itself" : "build cache that came meanwhile";
    case cause::writable_layers: return more ? "containers got smaller" : "containers that stay grew";
    case cause::volumes: return more ? "volumes got smaller" : "volumes that stay grew";
    case cause::container_logs: return more ? "container logs, which the engine counts nowhere" : "container logs grew";
  }
  return "";
}

// What is known to look like this; which of it, nobody saw.
std::string_view hint(byte_count unexplained, const host_record& host) {
  const bool images = count_removed(host.outcomes).images > 0;
  if (unexplained.value < 0 && images && host.before->engine.containerd_store)
    return "what images share there and the engine does not tell";
  if (!host.before->host.container_logs) return "container logs, which this account may not see, or other programs";
  return unexplained.value < 0 ? "other programs that write to the disk"
                               : "small files, which take more room than they hold, or other programs";
}

}  // namespace

std::string in_sentences(const accounts& of, const host_record& host) {
  if (count_fates(host, fate::removed) == 0) return "";
  const auto claims = fmt::format("The engine claims {}; ", format_bytes(of.claimed));
  if (!of.measured) return claims + "how much the disk gained could not be measured.";
  auto text = claims + fmt::format("the disk's used space {} by {}.", of.measured->value < 0 ? "grew" : "shrank",
                                   format_bytes(size_of(*of.measured)));

  const auto least = std::max(byte_count{1'000'000}, byte_count{of.claimed.value / 100});
  std::vector<std::string> parts;
  const auto tell = [&](byte_count more, std::string_view why) {
    if (size_of(more) >= least)
      parts.push_back(fmt::format("{} {} ({})", format_bytes(size_of(more)), more.value < 0 ? "less" : "more", why));
  };
  for (const auto& one : of.differences) tell(one.more, words_of(one, host));
  tell(*of.unexplained, fmt::format("unexplained, perhaps {}", hint(*of.unexplained, host)));
  if (!parts.empty()) text += " The difference: " + join(parts, "; ") + ".";
  return text;
}

}  // namespace dropsweep
