#include "plan/last_use.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dropsweep {

namespace {

// Dates from before containers existed are made up (reproducible builds say 1970): unknown, never "old".
constexpr instant first_believable = std::chrono::sys_days{std::chrono::year{2000} / 1 / 1};

last_use sign(const std::optional<instant>& when, std::string_view what) {
  if (!when || *when < first_believable) return std::nullopt;
  return sign_of_use{*when, std::string(what)};
}

last_use later(last_use a, last_use b) {
  if (!a) return b;
  if (!b) return a;
  return a->when < b->when ? b : a;
}

}  // namespace

last_use last_use_of(const container& it) {
  if (it.finished) return sign(it.finished, "finished");
  if (it.state == container_state::created) return sign(it.created, "created");
  return later(sign(it.started, "started"), sign(it.created, "created"));
}

last_use last_use_of(const image& it, const std::vector<container>& containers) {
  auto latest = later(sign(it.last_tagged, "last tagged"), sign(it.arrived, "arrived"));
  for (const auto& one : containers) {
    if (one.image_id != it.id) continue;
    latest = later(latest, sign(one.finished, "last used by a container"));
    latest = later(latest, sign(one.created, "last used by a container"));
  }
  return latest;
}

last_use last_use_of(const cache_record& it) { return later(sign(it.last_used, "last used"), it.last_used ? std::nullopt : sign(it.created, "created")); }
last_use last_use_of(const volume& it) { return sign(it.created, "created"); }
last_use last_use_of(const network& it) { return sign(it.created, "created"); }

age_verdict judge_age(const last_use& sign, instant now, span line, span min_age) {
  if (!sign) return {.keep = "unknown when it was last used: no trustworthy sign"};
  const span age = now - sign->when;
  if (age < span{0}) return {.keep = fmt::format("{} in the future: one of the clocks is wrong", sign->what)};
  const auto old = fmt::format("{} {} ago", sign->what, format_age(age));
  if (age < min_age) return {.keep = fmt::format("{}, younger than min-age {}", old, format_span(min_age))};
  if (age < line) return {.keep = fmt::format("{}, newer than the age line of {}", old, format_span(line))};
  return {.old = old};
}

}  // namespace dropsweep
