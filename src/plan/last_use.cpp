#include "plan/last_use.hpp"

#include <fmt/format.h>

#include "model/first_docker.hpp"

namespace dropsweep {

namespace {

using namespace std::chrono_literals;

// A survey takes a while: what happens meanwhile lies a moment after the clock that was read at its start.
constexpr span survey_takes_at_most = 2min;

}  // namespace

last_use sign_at(const std::optional<instant>& when, std::string_view what) {
  if (!when || *when < first_docker) return std::nullopt;
  return sign_of_use{.when = *when, .what = what};
}

last_use later(const last_use& a, const last_use& b) {
  if (!a || !b) return a ? a : b;
  return a->when < b->when ? b : a;
}

last_use last_use_of(const container& it) {
  if (it.finished) return sign_at(it.finished, "finished");
  const auto created = sign_at(it.created, "created");
  return it.state == container_state::created ? created : later(sign_at(it.started, "started"), created);
}

last_use last_use_of(const image& it) { return later(sign_at(it.last_tagged, "last tagged"), sign_at(it.arrived, "arrived")); }

last_use last_use_of(const cache_record& it) {
  return it.last_used ? sign_at(it.last_used, "last used") : sign_at(it.created, "created");
}

last_use last_use_of(const volume& it, bool has_ledger) {
  const auto created = sign_at(it.created, "created");
  if (!has_ledger || !created) return created;
  const auto unused = sign_at(it.seen.unused_since, "first seen unused");
  return unused ? later(created, unused) : unused;
}
last_use last_use_of(const network& it) { return sign_at(it.created, "created"); }

std::optional<std::string> age_rule::below_min_age(const last_use& sign) const {
  if (!sign) return "unknown when it was last used: no trustworthy sign";
  if (sign->when > now_ + survey_takes_at_most) {
    return fmt::format("{} in the future ({}): one of the clocks is wrong", sign->what, format_instant(sign->when));
  }
  if (now_ - sign->when > min_age_) return std::nullopt;
  return fmt::format("{}, younger than min-age {}", tell(*sign), format_span(min_age_));
}

std::optional<std::string> age_rule::too_young(const last_use& sign) const {
  if (auto why = below_min_age(sign)) return why;
  if (now_ - sign->when > line_) return std::nullopt;
  return fmt::format("{}, newer than the age line of {}", tell(*sign), format_span(line_));
}

std::string age_rule::tell(const sign_of_use& sign) const {
  return fmt::format("{} {} ago", sign.what, format_age(now_ - sign.when));
}

}  // namespace dropsweep
