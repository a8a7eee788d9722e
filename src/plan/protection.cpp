#include "plan/protection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/glob.hpp"
#include "model/reference_names.hpp"

namespace dropsweep {

namespace {

std::string reason_of(const keep_rule& rule) { return "kept by keep: " + rule.as_given; }

// The contract says persist=true; protecting what was meant by "True" or "yes" costs nothing.
bool means_yes(std::string_view value) {
  constexpr std::array words{"true", "True", "TRUE", "1", "yes", "Yes", "YES"};
  return std::ranges::find(words, value) != words.end();
}

}  // namespace

std::optional<std::string> protection::by_labels(const labels& theirs) const {
  if (const auto persist = theirs.find("persist"); persist != theirs.end() && means_yes(persist->second.raw())) {
    return fmt::format("carries persist={}", persist->second);
  }
  for (const auto& rule : rules_.keep) {
    if (rule.what == keep_rule::subject::label) {
      const auto found = theirs.find(foreign(rule.pattern));
      if (found != theirs.end() && (!rule.value || found->second.raw() == *rule.value)) return reason_of(rule);
    } else if (rule.what == keep_rule::subject::project) {
      const auto found = theirs.find("com.docker.compose.project");
      if (found != theirs.end() && found->second.raw() == rule.pattern) return reason_of(rule);
    }
  }
  return std::nullopt;
}

std::optional<std::string> protection::by_name(keep_rule::subject what, const std::string& name) const {
  for (const auto& rule : rules_.keep) {
    if (rule.what == what && glob_matches(rule.pattern, name)) return reason_of(rule);
  }
  return std::nullopt;
}

std::optional<std::string> protection::of(const container& it) const {
  if (auto why = by_labels(it.labels)) return why;
  return by_name(keep_rule::subject::container, it.name.raw());
}

std::optional<std::string> protection::of(const image& it) const {
  if (auto why = by_labels(it.labels)) return why;
  for (const auto& rule : rules_.keep) {
    if (rule.what != keep_rule::subject::image) continue;
    const auto named = [&](const foreign& reference) { return names_image(rule.pattern, reference.raw()); };
    if (std::ranges::any_of(it.tags, named) || std::ranges::any_of(it.digests, named) || glob_matches(rule.pattern, it.id)) {
      return reason_of(rule);
    }
  }
  return std::nullopt;
}

std::optional<std::string> protection::of(const volume& it) const {
  if (auto why = by_labels(it.labels)) return why;
  return by_name(keep_rule::subject::volume, it.name.raw());
}

std::optional<std::string> protection::of(const network& it) const {
  if (auto why = by_labels(it.labels)) return why;
  return by_name(keep_rule::subject::network, it.name.raw());
}

}  // namespace dropsweep
