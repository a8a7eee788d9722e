#include "health/verdict.hpp"

#include <algorithm>

namespace dropsweep {

namespace {

constexpr span first_wait = std::chrono::milliseconds{250};
constexpr span longest_wait = std::chrono::seconds{5};

}  // namespace

std::optional<span> wait_before_next(unsigned tries, span since_first, span patience) {
  if (tries == 0) return span{0};
  if (since_first >= patience) return std::nullopt;
  span wait = first_wait;
  for (unsigned i = 1; i < tries && wait < longest_wait; ++i) wait = wait * 3 / 2;
  return std::min({wait, longest_wait, patience - since_first});
}

service_verdict judge_service(const std::optional<observation>& before, const std::optional<observation>& after) {
  using enum service_verdict;
  if (!before && !after) return unchecked;
  if (!before || !after) return (before ? before : after)->healthy ? healthy : was_already_down;
  if (before->healthy && !after->healthy) return after->not_asked ? unchecked : broke_during_sweep;
  if (before->healthy) return healthy;
  return after->healthy ? recovered : was_already_down;
}

overall_health judge_overall(const std::vector<service_report>& services, const std::vector<container_trouble>& containers,
                             compared containers_were) {
  const auto any = [&](service_verdict verdict) { return std::ranges::contains(services, verdict, &service_report::verdict); };
  if (any(service_verdict::broke_during_sweep) || !containers.empty()) return overall_health::unhealthy;
  if (any(service_verdict::was_already_down)) return overall_health::degraded;
  const bool checked = any(service_verdict::healthy) || any(service_verdict::recovered) || containers_were == compared::yes;
  return checked ? overall_health::healthy : overall_health::unchecked;
}

}  // namespace dropsweep
