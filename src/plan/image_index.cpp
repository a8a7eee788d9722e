#include "plan/image_index.hpp"

#include <algorithm>

#include "model/reference_names.hpp"

namespace dropsweep {

namespace {

constexpr std::string_view id_prefix = "sha256:";
constexpr std::size_t short_id = 12;  // what Docker shows; shorter beginnings are taken for names

std::string pin(const image_name& name) { return name.repository + "@" + name.digest; }

bool is_hexadecimal(std::string_view text) { return text.find_first_not_of("0123456789abcdef") == std::string_view::npos; }

}  // namespace

image_index::image_index(const std::vector<image>& images) {
  by_id_.reserve(images.size());
  by_tag_.reserve(images.size());
  by_pin_.reserve(images.size());
  by_digest_.reserve(images.size());
  for (std::size_t i = 0; i < images.size(); ++i) {
    by_id_.emplace_back(images[i].id, i);
    for (const auto& tag : images[i].tags) by_tag_.emplace(parse_image_name(tag.raw()).tagged(), i);
    for (const auto& digest : images[i].digests) {
      const auto name = parse_image_name(digest.raw());
      by_pin_.emplace(pin(name), i);
      // Of several images the same one, in whatever order they are listed.
      const auto [other, is_first] = by_digest_.emplace(name.digest, i);
      if (!is_first && images[i].id < images[other->second].id) other->second = i;
    }
  }
  std::ranges::sort(by_id_);
  const auto same_id = [](const auto& a, const auto& b) { return a.first == b.first; };
  by_id_.erase(std::ranges::unique(by_id_, same_id).begin(), by_id_.end());
}

std::vector<std::size_t> image_index::meant_by(std::string_view reference) const {
  std::vector<std::size_t> found;
  if (reference.empty()) return found;
  const auto add_from = [&](const auto& index, const std::string& key) {
    const auto it = index.find(key);
    if (it != index.end()) found.push_back(it->second);
    return it != index.end();
  };

  const auto name = parse_image_name(reference);
  if (!name.tag.empty()) add_from(by_tag_, name.tagged());
  if (!name.digest.empty() && !add_from(by_pin_, pin(name))) add_from(by_digest_, name.digest);

  auto hex = reference;
  if (hex.starts_with(id_prefix)) hex.remove_prefix(id_prefix.size());
  if (hex.size() >= short_id && is_hexadecimal(hex)) {
    const std::string start = std::string(id_prefix).append(hex);
    const auto first = std::ranges::lower_bound(by_id_, std::string_view(start), {}, [](const auto& one) { return one.first; });
    const auto begins_so = [&](auto it) { return it != by_id_.end() && it->first.starts_with(start); };
    if (begins_so(first) && !begins_so(std::next(first))) found.push_back(first->second);
  }
  std::ranges::sort(found);
  found.erase(std::ranges::unique(found).begin(), found.end());
  return found;
}

}  // namespace dropsweep
