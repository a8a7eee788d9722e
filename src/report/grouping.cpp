#include "report/grouping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace dropsweep {

namespace {

bool bigger(const entry& a, const entry& b) {
  if (a.size != b.size) return a.size > b.size;
  if (a.what->name != b.what->name) return a.what->name < b.what->name;
  return a.what->id < b.what->id;
}

// A reason with one object's own words in the middle, and what it is called when many are counted. The reasons are written by
// plan/.
struct pattern {
  std::string_view before, after, together;
};

constexpr std::array patterns{
    pattern{"container ", " is attached to it", "a container is attached to it"},
    pattern{"record ", ", which stays, was built on it", "a record that stays was built on it"},
    pattern{"parent of image ", ", which stays", "parent of an image that stays"},
    pattern{"kept for a rollback of ", ")", "kept for a rollback"},
    pattern{"changed since the plan: ", "", "changed since the plan"},
    pattern{"joined by container ", ", which cannot start without it", "joined by a container that stays"},
};

// "unused, created 3 days ago, newer than the age line of 7d": from these words on, it is the same for all.
constexpr std::array common_ends{std::string_view("newer than the age line of"), std::string_view("younger than min-age"),
                                 std::string_view("unknown when it was last used")};

}  // namespace

std::vector<entry> entries_that(const host_record& host, fate what) {
  std::vector<entry> entries;
  for (const auto& one : host.outcomes) {
    if (one.fate != what) continue;
    // Removed, or never begun: why it may go. Anything else: what stood in the way.
    const bool as_planned = what == fate::removed || what == fate::not_started || what == fate::not_needed;
    entries.push_back({.what = &one.item,
                       .size = one.reclaimed.value_or(one.item.size),
                       .why = as_planned ? std::string_view(one.item.reason) : std::string_view(one.detail),
                       .words = one.engine_words.empty() ? nullptr : &one.engine_words});
  }
  std::ranges::sort(entries, bigger);
  return entries;
}

std::vector<entry> planned_entries(const host_record& host) {
  std::vector<entry> entries;
  if (!host.plan) return entries;
  for (const auto& one : host.plan->remove) entries.push_back({.what = &one, .size = one.size, .why = one.reason});
  std::ranges::sort(entries, bigger);
  return entries;
}

std::vector<kind_group> by_kind(std::vector<entry> entries) {
  using enum object_kind;
  std::vector<kind_group> groups;
  for (const auto kind : std::array{image, container, volume, build_cache, network}) {
    kind_group group{.kind = kind};
    for (auto& one : entries) {
      if (one.what->kind != kind) continue;
      group.size += one.size;
      group.entries.push_back(one);
    }
    if (!group.entries.empty()) groups.push_back(std::move(group));
    std::erase_if(entries, [kind](const entry& one) { return one.what->kind == kind; });
  }
  return groups;
}

std::vector<reason_group> kept_by_reason(const host_record& host) {
  if (!host.plan) return {};
  std::map<std::string, reason_group> groups;
  for (const auto& one : host.plan->keep) {
    auto reason = reason_class(one.reason);
    auto& group = groups[reason];
    group.reason = std::move(reason);
    group.entries.push_back({.what = &one, .size = one.size, .why = one.reason});
  }
  std::vector<reason_group> sorted;
  sorted.reserve(groups.size());
  for (auto& [reason, group] : groups) sorted.push_back(std::move(group));
  std::ranges::stable_sort(sorted, std::ranges::greater{}, [](const reason_group& one) { return one.entries.size(); });
  for (auto& group : sorted) std::ranges::sort(group.entries, bigger);
  return sorted;
}

std::string reason_class(std::string_view reason) {
  constexpr std::string_view by_rule = "today's rules keep it: ";  // of a plan that was made earlier: which rule is what helps
  if (reason.starts_with(by_rule)) return std::string(by_rule) + reason_class(reason.substr(by_rule.size()));
  constexpr std::string_view used = "used by container ";
  if (reason.starts_with(used)) {  // "used by container NAME (running)", perhaps with more words at the end
    const auto open = reason.rfind(" ("), close = reason.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) return "used by a container";
    return fmt::format("used by a {} container{}", reason.substr(open + 2, close - open - 2), reason.substr(close + 1));
  }
  for (const auto& [before, after, together] : patterns) {
    if (reason.starts_with(before) && reason.ends_with(after)) return std::string(together);
  }
  for (const auto words : common_ends) {
    if (const auto at = reason.find(words); at != std::string_view::npos) return std::string(reason.substr(at));
  }
  return std::string(reason);
}

std::string title_of(const item& one) {
  auto title = visible(one.name.empty() ? std::string_view(one.id) : std::string_view(one.name.raw()));
  // Anonymous volumes: twelve digits tell them apart for people, as they do for containers; the JSON report has all of them.
  if (title.size() == 64 && title.find_first_not_of("0123456789abcdef") == std::string::npos) title.resize(12);
  if (one.kind != object_kind::image || one.tags.size() < 2) return title;
  return fmt::format("{} (+{} {})", title, one.tags.size() - 1, one.tags.size() == 2 ? "tag" : "tags");
}

}  // namespace dropsweep
