// An id that could mean something else in a request's path is none.
#include "report/plan_items.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/words.hpp"

namespace dropsweep {

namespace {

bool all_of_class(std::string_view text, std::string_view extra, bool upper) {
  return std::ranges::all_of(text, [&](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || (upper && letter >= 'A' && letter <= 'Z') ||
           extra.contains(letter);
  });
}

bool is_hex64(std::string_view text) {
  return text.size() == 64 && std::ranges::all_of(text, [](char letter) {
           return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
         });
}

bool is_id(object_kind kind, std::string_view id) {
  switch (kind) {
    case object_kind::container:
    case object_kind::image:
    case object_kind::network: return is_hex64(id.starts_with("sha256:") ? id.substr(7) : id);
    case object_kind::build_cache: return !id.empty() && id.size() <= 100 && all_of_class(id, "", false);
    case object_kind::volume:
      return !id.empty() && id.size() <= 255 && all_of_class(id.substr(0, 1), "", true) && all_of_class(id, "_.-", true);
  }
  return false;
}

std::string id_of(const json& value, const std::string& place, object_kind kind) {
  auto id = text_of(value, place, plan_text_limit);
  if (!is_id(kind, id)) throw malformed(place, fmt::format("is not an id of a {}: \"{}\"", name(kind), visible(id, 100)));
  return id;
}

std::int64_t size_of(const json& value, const std::string& place) {
  const bool fits = value.is_number_integer() && (!value.is_number_unsigned() || value.get<std::uint64_t>() <= INT64_MAX);
  if (!fits || value.get<std::int64_t>() < 0) throw malformed(place, "is not a number of bytes");
  return value.get<std::int64_t>();
}

using enum plan_items::purpose;

item item_of(const json& value, const std::string& place, plan_items::purpose what_for) {
  check_keys(value, place, {"kind", "id", "name", "tags", "size", "looks", "after", "reason"});
  item one;
  const auto kind = parse_object_kind(text_in(value, place, "kind", plan_text_limit));
  if (!kind) throw malformed(at(place, "kind"), "is not container, image, build_cache, volume or network");
  one.kind = *kind;
  // What is kept is only shown, never asked for: a volume of another driver or a network of a swarm may be named in other ways.
  one.id = what_for == remove ? id_of(member(value, place, "id"), at(place, "id"), one.kind)
                              : text_in(value, place, "id", plan_text_limit);
  one.name = text_in(value, place, "name", plan_text_limit);
  one.size = {size_of(member(value, place, "size"), at(place, "size"))};
  one.looks = text_in(value, place, "looks", plan_text_limit);
  one.reason = text_in(value, place, "reason", plan_text_limit);
  if (value.contains("tags")) {
    const auto& tags = list_in(value, place, "tags", plan_list_limit);
    for (std::size_t i = 0; i < tags.size(); ++i)
      one.tags.emplace_back(text_of(tags[i], fmt::format("{}.tags[{}]", place, i), plan_text_limit));
  }
  if (value.contains("after")) {
    const auto& after = list_in(value, place, "after", plan_list_limit);
    for (std::size_t i = 0; i < after.size(); ++i)
      one.after.push_back(id_of(after[i], fmt::format("{}.after[{}]", place, i), one.kind));
  }
  return one;
}

}  // namespace

void plan_items::add(std::size_t host, purpose what_for, std::size_t index, const json& entry) {
  const auto place = fmt::format("hosts[{}].{}", host, what_for == remove ? "remove" : "keep");
  if (index >= plan_items_limit) throw malformed(place, fmt::format("has more than {} entries", plan_items_limit));
  const auto here = fmt::format("{}[{}]", place, index);
  auto one = item_of(entry, here, what_for);
  auto& [items, seen] = lists_[{host, what_for}];
  if (!seen.emplace(one.kind, one.id).second) throw malformed(at(here, "id"), "stands in this list twice");
  if (what_for == remove || wanted_ == plan_parts::all) items.push_back(std::move(one));
}

bool plan_items::take(const std::vector<json_step>& path, const json& entry) {
  // {hosts[ {remove[ ENTRY ]} ]}
  if (path.size() != 4 || path[0].key != "hosts" || !path[1].is_list || !path[3].is_list) return false;
  const auto& key = path[2].key;
  if (key != "remove" && key != "keep") return false;
  try {
    if (!wrong_) add(path[1].index, key == "remove" ? remove : keep, path[3].index, entry);
  } catch (const malformed& wrong) {
    wrong_ = wrong;
  }
  return true;
}

void plan_items::complain() const {
  if (wrong_) throw *wrong_;
}

std::vector<item> plan_items::of(std::size_t host, purpose what_for) { return std::move(lists_[{host, what_for}].items); }

}  // namespace dropsweep
