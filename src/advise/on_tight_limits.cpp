// Containers whose memory came close to their limit: the next busy hour, and the kernel kills them.
#include <fmt/format.h>

#include "advise/proposal.hpp"
#include "advise/rules.hpp"

namespace dropsweep {

namespace {

// Of the limit, without the page cache: that is dropped before anybody is killed, so that a peak at the limit alone says nothing.
constexpr std::int64_t close = 90;

}  // namespace

findings on_tight_limits(const advice_view& of) {
  finding it{.rule = "tight-limits", .topic = advice_topic::memory, .how_soon = urgency::soon};
  std::vector<std::string> lines, commands;
  byte_count missing;
  for (const auto* one : running_containers(of.seen)) {
    if (!one->memory_limit || !one->memory_used || percent_of(*one->memory_used, *one->memory_limit) < close) continue;
    const auto peak = peak_of(of, *one);
    lines.push_back(fmt::format("{}: {} of {} ({}%){}", one->name, format_bytes(*one->memory_used),
                                format_bytes(*one->memory_limit), percent_of(*one->memory_used, *one->memory_limit),
                                peak ? fmt::format(", peak {}", format_bytes(*peak)) : ""));
    const auto wanted = rounded_up(*one->memory_limit + byte_count{one->memory_limit->value / 4});
    missing += wanted - *one->memory_limit;
    if (can_be_pasted(one->name.raw())) commands.push_back(update_command(one->name.raw(), wanted));
  }
  if (lines.empty()) return {};
  it.what =
      fmt::format("{} at {}% of the memory limit or more", counted(std::ssize(lines), "container is", "containers are"), close);
  add_evidence(it, std::move(lines));
  it.bytes = missing;
  it.costs = "the kernel kills what goes above its limit; a quarter more for each of them takes so much of the host's memory";
  it.to_do = "Raise the limit, in the Compose file too, or find out what grows.";
  if (!commands.empty()) it.snippets.push_back({"on the host, until the next deploy", lines_of_text(commands, 20)});
  return {it};
}

}  // namespace dropsweep
