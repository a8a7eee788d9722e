// Reads a plan file. It may have come through an artifact, a chat or a stranger's hands: sizes, depth, keys, types and the form
// of every id are checked before anything is believed, and an id that could mean something else in a request's path is none.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "report/plan_file.hpp"
#include "report/strict_json.hpp"
#include "report/words.hpp"

namespace dropsweep {

namespace {

constexpr json_bounds bounds{.depth = 6, .values = 4'000'000};  // {hosts[ {remove[ {tags[ ... ]} ]} ]}
constexpr std::size_t text_limit = 4096, looks_limit = 1 << 16, tags_limit = 1000, after_limit = 10'000, hosts_limit = 1000;

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
    case object_kind::build_cache: return !id.empty() && id.size() <= 64 && all_of_class(id, "", false);
    case object_kind::volume:
      return !id.empty() && id.size() <= 255 && all_of_class(id.substr(0, 1), "", true) && all_of_class(id, "_.-", true);
  }
  return false;
}

std::string id_of(const json& value, const std::string& place, object_kind kind) {
  auto id = text_of(value, place, text_limit);
  if (!is_id(kind, id)) throw malformed(place, fmt::format("is not an id of a {}: \"{}\"", name(kind), visible(id, 100)));
  return id;
}

std::int64_t size_of(const json& value, const std::string& place) {
  const bool fits = value.is_number_integer() && (!value.is_number_unsigned() || value.get<std::uint64_t>() <= INT64_MAX);
  if (!fits || value.get<std::int64_t>() < 0) throw malformed(place, "is not a number of bytes");
  return value.get<std::int64_t>();
}

enum class purpose : bool { keep, remove };

item item_of(const json& value, const std::string& place, purpose what_for) {
  check_keys(value, place, {"kind", "id", "name", "tags", "size", "looks", "after", "reason"});
  item one;
  const auto kind = parse_object_kind(text_in(value, place, "kind", text_limit));
  if (!kind) throw malformed(at(place, "kind"), "is not container, image, build_cache, volume or network");
  one.kind = *kind;
  // What is kept is only shown, never asked for: a volume of another driver or a network of a swarm may be named in other ways.
  one.id = what_for == purpose::remove ? id_of(member(value, place, "id"), at(place, "id"), one.kind)
                                       : text_in(value, place, "id", text_limit);
  one.name = text_in(value, place, "name", text_limit);
  one.size = {size_of(member(value, place, "size"), at(place, "size"))};
  one.looks = text_in(value, place, "looks", looks_limit);
  one.reason = text_in(value, place, "reason", text_limit);
  if (value.contains("tags")) {
    const auto& tags = list_in(value, place, "tags", tags_limit);
    for (std::size_t i = 0; i < tags.size(); ++i)
      one.tags.emplace_back(text_of(tags[i], fmt::format("{}.tags[{}]", place, i), text_limit));
  }
  if (value.contains("after")) {
    const auto& after = list_in(value, place, "after", after_limit);
    for (std::size_t i = 0; i < after.size(); ++i)
      one.after.push_back(id_of(after[i], fmt::format("{}.after[{}]", place, i), one.kind));
  }
  return one;
}

std::vector<item> items_in(const json& host, const std::string& place, std::string_view key, purpose what_for) {
  const auto& list = list_in(host, place, key, plan_items_limit);
  std::vector<item> items;
  std::set<std::pair<object_kind, std::string>> seen;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto here = fmt::format("{}.{}[{}]", place, key, i);
    items.push_back(item_of(list[i], here, what_for));
    if (!seen.emplace(items.back().kind, items.back().id).second) throw malformed(at(here, "id"), "stands in this list twice");
  }
  return items;
}

// An item waits for those it names in `after`; the sweep relies on their standing before it.
void check_order(const std::vector<item>& remove, const std::string& place) {
  std::set<std::string_view> all, earlier;
  for (const auto& one : remove) all.insert(one.id);
  for (std::size_t i = 0; i < remove.size(); ++i) {
    for (const auto& other : remove[i].after) {
      if (all.contains(other) && !earlier.contains(other))
        throw malformed(fmt::format("{}.remove[{}].after", place, i), "names something that comes later");
    }
    earlier.insert(remove[i].id);
  }
}

plan plan_of(const json& value, const std::string& place) {
  check_keys(value, place, {"host", "mode", "engine_id", "made", "remove", "keep"});
  plan what;
  const auto mode = parse_sweep_mode(text_in(value, place, "mode", text_limit));
  if (!mode) throw malformed(at(place, "mode"), "is not standard, aggressive or full");
  what.mode = *mode;
  what.engine_id = text_in(value, place, "engine_id", text_limit);
  const auto made = parse_instant(text_in(value, place, "made", text_limit));
  if (!made) throw malformed(at(place, "made"), "is not a time such as 2026-03-01T03:17:00Z");
  what.made = *made;
  what.remove = items_in(value, place, "remove", purpose::remove);
  what.keep = items_in(value, place, "keep", purpose::keep);
  check_order(what.remove, place);
  return what;
}

plans_by_host plans_of(const json& file) {
  if (!file.is_object()) throw malformed("the file", "is not an object");
  const auto version = file.find("dropsweep_plan");
  if (version == file.end()) throw malformed("dropsweep_plan", "is missing: this is not a plan of dropsweep");
  if (!version->is_number_integer() || *version != 1) {
    throw malformed("dropsweep_plan",
                    fmt::format("is version {}, and this dropsweep reads version 1", visible(version->dump(-1, ' ', true), 20)));
  }
  check_keys(file, "", {"dropsweep_plan", "hosts"});
  const auto& hosts = list_in(file, "", "hosts", hosts_limit);
  plans_by_host plans;
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    const auto place = fmt::format("hosts[{}]", i);
    auto what = plan_of(hosts[i], place);
    if (!plans.emplace(text_in(hosts[i], place, "host", text_limit), std::move(what)).second)
      throw malformed(at(place, "host"), "stands in this file twice");
  }
  return plans;
}

}  // namespace

result<plans_by_host> parse_plan_file(std::string_view text) {
  try {
    if (text.size() > plan_file_limit) throw malformed("the file", fmt::format("is larger than {} MiB", plan_file_limit >> 20));
    return plans_of(parse_strictly(text, bounds));
  } catch (const malformed& wrong) {
    return std::unexpected(
        error{.code = exit_code::inputs,
              .step = "inputs",
              .seen = fmt::format("{}.", wrong.what()),
              .advice = "Make a new plan with `dropsweep plan --output plan.json`; a plan is not meant to be edited by hand."});
  }
}

}  // namespace dropsweep
