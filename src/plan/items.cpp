#include "plan/items.hpp"

#include <algorithm>

namespace dropsweep {

namespace {

// "sha256:0123456789ab..." as Docker shows it: "0123456789ab".
std::string short_id(std::string_view id) {
  if (const auto colon = id.find(':'); colon != std::string_view::npos) id.remove_prefix(colon + 1);
  return std::string(id.substr(0, 12));
}

byte_count not_negative(byte_count size) { return std::max(size, byte_count{0}); }

}  // namespace

item item_of(const container& it) {
  return {.kind = object_kind::container,
          .id = it.id,
          .name = it.name.empty() ? foreign{short_id(it.id)} : it.name,
          .tags = {},
          .size = not_negative(it.writable_layer),
          .looks = looks_of(it),
          .after = {},
          .reason = {}};
}

item item_of(const image& it) {
  return {.kind = object_kind::image,
          .id = it.id,
          .name = it.tags.empty() ? foreign{short_id(it.id)} : it.tags.front(),
          .tags = it.tags,
          .size = not_negative(it.size - not_negative(it.shared.value_or(byte_count{0}))),
          .looks = looks_of(it),
          .after = {},
          .reason = {}};
}

item item_of(const cache_record& it) {
  return {.kind = object_kind::build_cache,
          .id = it.id,
          .name = it.description.empty() ? foreign{short_id(it.id)} : it.description,
          .tags = {},
          .size = it.shared ? byte_count{0} : not_negative(it.size),
          .looks = looks_of(it),
          .after = {},
          .reason = {}};
}

item item_of(const volume& it) {
  return {.kind = object_kind::volume,
          .id = it.name.raw(),
          .name = it.name,
          .tags = {},
          .size = not_negative(it.size.value_or(byte_count{0})),
          .looks = looks_of(it),
          .after = {},
          .reason = {}};
}

item item_of(const network& it) {
  return {.kind = object_kind::network,
          .id = it.id,
          .name = it.name.empty() ? foreign{short_id(it.id)} : it.name,
          .tags = {},
          .size = {},
          .looks = looks_of(it),
          .after = {},
          .reason = {}};
}

}  // namespace dropsweep
