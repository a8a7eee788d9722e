// Too little memory hurts in three ways that can be measured: little is available, pages are swapped out, and tasks wait for
// memory.
#include <fmt/format.h>

#include "advise/rules.hpp"

namespace dropsweep {

namespace {

constexpr std::int64_t used_most = 85;     // percent; above it a deploy that starts a second copy of a service has no room
constexpr std::int64_t swapped_most = 25;  // percent of the swap space
// Kernel documentation (accounting/psi) calls `some` a loss of latency; a tenth of the last five minutes is felt by every
// request.
constexpr double waiting_most = 10;

}  // namespace

findings on_host_memory(const advice_view& of) {
  const auto& host = of.seen.host;
  const auto used = host_memory_used(of.seen);
  std::vector<std::string> reasons;
  if (used && percent_of(*used, *host.memory_total) >= used_most)
    reasons.push_back(fmt::format("{}% of its memory is used", percent_of(*used, *host.memory_total)));
  const auto& pressure = of.more.pressure;
  if (pressure && pressure->some_300s >= waiting_most)
    reasons.push_back(fmt::format("tasks waited for memory {:.0f}% of the last five minutes", pressure->some_300s));
  if (reasons.empty()) return {};
  // By itself it is what nobody has used for long, and well there.
  if (host.swap_used && host.swap_total && host.swap_total->value > 0 &&
      percent_of(*host.swap_used, *host.swap_total) >= swapped_most)
    reasons.push_back(fmt::format("{} are swapped out", format_bytes(*host.swap_used)));

  finding it{.rule = "host-memory", .topic = advice_topic::memory, .how_soon = urgency::now};
  it.what = "The host is short of memory: " + reasons.front();
  for (std::size_t i = 1; i < reasons.size(); ++i) it.what += (i + 1 == reasons.size() ? " and " : ", ") + reasons[i];
  if (used)
    it.evidence.push_back(fmt::format("{} of {} used, {} available", format_bytes(*used), format_bytes(*host.memory_total),
                                      format_bytes(*host.memory_available)));
  if (of.more.page_cache)
    it.evidence.push_back(fmt::format("page cache, which is given back when needed: {}", format_bytes(*of.more.page_cache)));
  if (host.swap_total)
    it.evidence.push_back(
        fmt::format("swap: {} of {} used", format_bytes(host.swap_used.value_or(byte_count{})), format_bytes(*host.swap_total)));
  if (pressure)
    it.evidence.push_back(fmt::format(
        "waiting for memory (PSI some): {:.1f}% of 10 s, {:.1f}% of 60 s, {:.1f}% of 300 s; all tasks (full): {:.1f}% of 300 s",
        pressure->some_10s, pressure->some_60s, pressure->some_300s, pressure->full_300s));
  std::vector<std::string> biggest;
  for (const auto* one : running_containers(of.seen)) {
    if (one->memory_used && biggest.size() < 5)
      biggest.push_back(fmt::format("{}: {}", one->name, format_bytes(*one->memory_used)));
  }
  add_evidence(it, std::move(biggest));
  it.costs = "slow answers, and then the kernel kills what it finds largest";
  it.to_do =
      "Give every container a limit and end what is not needed, biggest first; the findings on limits, runtimes and duplicates "
      "say which.";
  return {it};
}

}  // namespace dropsweep
