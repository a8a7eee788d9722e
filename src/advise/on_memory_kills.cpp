// Containers that the kernel killed for their memory, and those that start again and again, with when.
#include <fmt/format.h>

#include "advise/proposal.hpp"
#include "advise/rules.hpp"

namespace dropsweep {

namespace {

constexpr std::int64_t restarts_most = 2;  // one or two are a deploy's or a reboot's
constexpr std::size_t moments_most = 5;

struct kill_count {
  std::string name;
  const container* which = nullptr;
  std::int64_t times = 0;
  std::vector<instant> when;
};

// Its events, the kernel's counter since the last start, and the engine's word on its last end: each forgets something the others
// know, so that the largest of them counts.
std::vector<kill_count> kills_by_container(const advice_view& of) {
  std::map<object_id, kill_count> all;
  for (const auto& one : of.more.kills) {
    auto& count = all[one.container];
    count.name = fmt::format("{}", one.name);
    count.when.push_back(one.when);
    count.times = std::ssize(count.when);
  }
  for (const auto& one : of.seen.containers) {
    const auto counted = std::max(kills_of(of, one).value_or(0), std::int64_t{one.memory_killed ? 1 : 0});
    if (counted == 0 && !all.contains(one.id)) continue;
    auto& count = all[one.id];
    count.name = fmt::format("{}", one.name);
    count.which = &one;
    count.times = std::max(count.times, counted);
    if (count.when.empty() && one.memory_killed && one.finished) count.when.push_back(*one.finished);
  }
  std::vector<kill_count> sorted;
  sorted.reserve(all.size());
  for (auto& [id, one] : all) sorted.push_back(std::move(one));
  std::ranges::stable_sort(sorted, [](const kill_count& a, const kill_count& b) { return a.times > b.times; });
  return sorted;
}

std::string moments(const std::vector<instant>& when) {
  if (when.empty()) return "when is not remembered";
  std::string text = when.size() == 1 ? "at " : "last at ";
  const auto first = when.size() > moments_most ? when.size() - moments_most : 0;
  for (auto i = first; i < when.size(); ++i) text += (i > first ? ", " : "") + format_instant(when[i]);
  return text;
}

std::string line_of(const advice_view& of, const kill_count& one) {
  auto text = fmt::format("{}: {}, {}", one.name, plural(one.times, "kill", "kills"), moments(one.when));
  if (one.which == nullptr) return text + "; it is gone";
  const auto peak = peak_of(of, *one.which);
  if (one.which->memory_limit) text += fmt::format("; limit {}", format_bytes(*one.which->memory_limit));
  if (peak && runs(*one.which)) text += fmt::format(", peak {} since its start", format_bytes(*peak));
  if (one.which->restart_count > 0) text += fmt::format("; {}", plural(one.which->restart_count, "restart", "restarts"));
  return text;
}

finding kills_finding(const advice_view& of, const std::vector<kill_count>& kills) {
  finding it{.rule = "memory-kills", .topic = advice_topic::memory, .how_soon = urgency::now};
  std::int64_t times = 0;
  std::vector<std::string> lines, commands;
  for (const auto& one : kills) {
    times += one.times;
    lines.push_back(line_of(of, one));
    const auto* which = one.which;
    if (which == nullptr || !which->memory_limit || !can_be_pasted(which->name.raw())) continue;
    it.bytes = it.bytes.value_or(byte_count{}) + *which->memory_limit;
    commands.push_back(
        update_command(which->name.raw(), rounded_up(*which->memory_limit + byte_count{which->memory_limit->value / 2})));
  }
  it.what = fmt::format("The kernel killed {} {} because {} out of memory", plural(std::ssize(kills), "container", "containers"),
                        times == 1 ? "once" : fmt::format("{} times", times), kills.size() == 1 ? "it ran" : "they ran");
  add_evidence(it, std::move(lines));
  it.costs = "each time a request or a job was cut off";
  it.to_do =
      "Find out whether it leaks (its memory grows without more work) or whether its limit is too low; if it is the limit, give "
      "it half as much again.";
  if (!commands.empty()) it.snippets.push_back({"on the host, until the next deploy", lines_of_text(commands, 10)});
  return it;
}

}  // namespace

findings on_memory_kills(const advice_view& of) {
  findings all;
  if (const auto kills = kills_by_container(of); !kills.empty()) all.push_back(kills_finding(of, kills));

  std::vector<std::string> restarts;
  for (const auto& one : of.seen.containers) {
    if (one.restart_count <= restarts_most) continue;
    restarts.push_back(fmt::format("{}: {}, the last {}; exit code {}{}", one.name,
                                   plural(one.restart_count, "restart", "restarts"),
                                   one.started ? "at " + format_instant(*one.started) : "at an unknown time", one.exit_code,
                                   one.memory_killed ? ", killed for its memory" : ""));
  }
  if (restarts.empty()) return all;
  finding it{.rule = "restarts", .topic = advice_topic::memory, .how_soon = urgency::now};
  it.what = fmt::format("{} again and again", plural(std::ssize(restarts), "container starts", "containers start"));
  add_evidence(it, std::move(restarts));
  it.costs = "what it does is undone each time, and starting costs most";
  it.to_do = "Read the last lines before its end: docker logs --tail 50 NAME.";
  all.push_back(std::move(it));
  return all;
}

}  // namespace dropsweep
