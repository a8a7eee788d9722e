#include "plan/protection.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>

#include "core/glob.hpp"
#include "model/reference_names.hpp"

namespace dropsweep {

namespace {

using subject = keep_rule::subject;

bool says_no(std::string value) {
  std::ranges::transform(value, value.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  constexpr std::array<std::string_view, 4> no{"false", "0", "no", "off"};
  return std::ranges::contains(no, value);
}

std::optional<std::string> persists(const labels& all) {
  const auto found = all.find(foreign{"persist"});
  if (found == all.end() || says_no(found->second.raw())) return std::nullopt;
  return fmt::format("carries persist={}", found->second);
}

bool has_label(const labels& all, const std::string& key, const std::optional<std::string>& value) {
  const auto found = all.find(foreign{key});
  return found != all.end() && (!value || found->second.raw() == *value);
}

bool belongs_to(const labels& all, const std::string& project) {
  return has_label(all, "com.docker.compose.project", project) || has_label(all, "com.docker.stack.namespace", project);
}

std::vector<std::string> spellings_of(const image& it) {
  std::vector<std::string> all{it.id};
  for (const auto* references : {&it.tags, &it.digests}) {
    for (const auto& reference : *references) std::ranges::move(spellings(reference.raw()), std::back_inserter(all));
  }
  return all;
}

// `named`: whether a pattern for this kind of object (of subject `own`) matches it.
template <class Named>
std::optional<std::string> protection(const labels& all, const policy& rules, subject own, Named named) {
  if (auto why = persists(all)) return why;
  for (const auto& rule : rules.keep) {
    const bool matches = rule.what == own                ? named(rule.pattern)
                         : rule.what == subject::label   ? has_label(all, rule.pattern, rule.value)
                         : rule.what == subject::project ? belongs_to(all, rule.pattern)
                                                         : false;
    if (matches) return "kept by keep: " + visible(rule.as_given);
  }
  return std::nullopt;
}

auto name_is_like(const foreign& name) {
  return [&name](const std::string& pattern) { return glob_matches(pattern, name.raw()); };
}

}  // namespace

std::optional<std::string> protection_of(const container& it, const policy& rules) {
  return protection(it.labels, rules, subject::container, name_is_like(it.name));
}

std::optional<std::string> protection_of(const image& it, const policy& rules) {
  std::vector<std::string> spelled;  // at the first rule that asks
  return protection(it.labels, rules, subject::image, [&](const std::string& pattern) {
    if (spelled.empty()) spelled = spellings_of(it);
    return names_image(pattern, spelled);
  });
}

std::optional<std::string> protection_of(const volume& it, const policy& rules) {
  return protection(it.labels, rules, subject::volume, name_is_like(it.name));
}

std::optional<std::string> protection_of(const network& it, const policy& rules) {
  return protection(it.labels, rules, subject::network, name_is_like(it.name));
}

}  // namespace dropsweep
