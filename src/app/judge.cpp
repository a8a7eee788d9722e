#include "app/judge.hpp"

#include <algorithm>
#include <array>

namespace dropsweep {

namespace {

// Which of two hosts' endings a person must hear of first. Broken services are worse than a host that could not be reached: the
// former are production, down, perhaps by us.
int severity(exit_code code) {
  constexpr std::array mildest_first{exit_code::done,        exit_code::busy,        exit_code::partial,
                                     exit_code::unreachable, exit_code::engine,      exit_code::authentication,
                                     exit_code::host_key,    exit_code::unhealthy,   exit_code::inputs,
                                     exit_code::bug,         exit_code::interrupted, exit_code::terminated};
  return static_cast<int>(std::ranges::find(mildest_first, code) - mildest_first.begin());
}

bool well(const std::optional<health_report>& health) {
  return !health || health->overall == overall_health::healthy || health->overall == overall_health::unchecked;
}

bool is_cancellation(exit_code code) { return code == exit_code::interrupted || code == exit_code::terminated; }

void end(host_record& host, run_result result, exit_code code) {
  host.result = result;
  host.code = code;
}

bool fails(exit_code code, const std::vector<fail_cause>& fail_on) {
  const auto listed = [&](fail_cause cause) { return std::ranges::find(fail_on, cause) != fail_on.end(); };
  switch (code) {
    case exit_code::done: return false;
    case exit_code::inputs:
    case exit_code::interrupted:
    case exit_code::terminated: return true;
    case exit_code::partial: return listed(fail_cause::partial);
    case exit_code::unhealthy: return listed(fail_cause::unhealthy);
    default: return listed(fail_cause::error);
  }
}

}  // namespace

void judge(host_record& host, command what, dry_run dry) {
  if (host.failure && is_cancellation(host.failure->code)) return end(host, run_result::cancelled, host.failure->code);
  // A failure after removals began (the connection was lost, the time was up) is told with what was removed.
  if (host.failure && host.outcomes.empty()) return end(host, run_result::failed, host.failure->code);
  if (host.schedule)
    return end(host, host.schedule->code == exit_code::done ? run_result::clean : run_result::partial, host.schedule->code);
  const bool undone = std::ranges::contains(host.chores, false, &chore_report::well);
  // What a task broke outweighs that the sweep after it did not come about.
  const bool broken_by_tasks = !host.chores.empty() && host.health && host.health->overall == overall_health::unhealthy;
  if (!host.skipped.empty() && !undone && !broken_by_tasks)
    return end(host, run_result::skipped, host.busy ? exit_code::busy : exit_code::done);
  if (dry == dry_run::yes && what == command::sweep) return end(host, run_result::planned, exit_code::done);
  if (!well(host.health)) return end(host, run_result::unhealthy, exit_code::unhealthy);
  const bool trouble =
      !host.discrepancies.empty() || std::ranges::any_of(host.outcomes, [](const outcome& one) { return is_trouble(one.fate); });
  const bool too_little = host.goal && falls_short(*host.goal);
  if (trouble || undone || too_little || host.failure) return end(host, run_result::partial, exit_code::partial);
  const bool removed = std::ranges::any_of(host.outcomes, [](const outcome& one) { return one.fate == fate::removed; });
  end(host, removed ? run_result::swept : run_result::clean, exit_code::done);
}

void judge(run_record& run, const std::vector<fail_cause>& fail_on) {
  if (run.failure) {
    run.result = run_result::failed;
    run.code = run.failure->code;
  } else if (!run.hosts.empty()) {
    const auto worse = [](const host_record& a, const host_record& b) { return severity(a.code) < severity(b.code); };
    const auto& worst = *std::ranges::max_element(run.hosts, worse);
    run.code = worst.code;
    run.result = worst.result;
    // All hosts are fine: the one that did most speaks for the run.
    if (run.code == exit_code::done) {
      for (const auto wanted : {run_result::swept, run_result::planned, run_result::clean, run_result::skipped}) {
        if (std::ranges::any_of(run.hosts, [&](const host_record& host) { return host.result == wanted; })) {
          run.result = wanted;
          break;
        }
      }
    }
  }
  run.fails_step = fails(run.code, fail_on);
}

}  // namespace dropsweep
