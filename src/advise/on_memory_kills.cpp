// Containers that the kernel killed for their memory, with when.
#include <fmt/format.h>

#include "advise/proposal.hpp"
#include "advise/rules.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t moments_most = 5;
// A kill longer before a start than this is not what that start came of.
constexpr span recent = std::chrono::hours{24};
// What has been down for so long does nobody harm.
constexpr span down_for_long = std::chrono::hours{24 * 7};
constexpr std::int64_t at_its_limit = 90;  // percent

struct kill_count {
  std::string name;
  const container* which = nullptr;
  std::vector<instant> when;   // events of kills that still say something
  std::int64_t processes = 0;  // the kernel's counter since the start: processes, of which one kill may end several
  bool ended = false;          // its last end was one
  std::int64_t before = 0;     // events that are history
  std::int64_t at_least() const { return std::max({std::int64_t{std::ssize(when)}, processes, std::int64_t{ended ? 1 : 0}}); }
};

std::optional<instant> change_of(const advice_view& of, const container& one) {
  const auto found = of.more.events.changed.find(one.id);
  return found == of.more.events.changed.end() ? std::nullopt : std::optional(found->second);
}

bool is_down_for_long(const advice_view& of, const container& one) {
  return !runs(one) && one.finished && of.seen.engine.clock - *one.finished > down_for_long;
}

// Of a container that is gone or has long been down, that somebody started anew since, or whose limit may be another one since.
// One that starts again by its policy is killed before each start: that is no history.
bool is_history(const advice_view& of, const container* which, instant when) {
  if (which == nullptr || change_of(of, *which) >= when || is_down_for_long(of, *which)) return true;
  if (!runs(*which) || !which->started || when >= *which->started) return false;
  return which->restart_count == 0 || *which->started - when > recent;
}

// Its events, the kernel's counter since the last start, and the engine's word on its last end: each forgets something the others
// know.
std::vector<kill_count> kills_by_container(const advice_view& of) {
  std::map<object_id, kill_count> all;
  for (const auto& one : of.more.events.kills) {
    auto& count = all[one.container];
    count.name = fmt::format("{}", one.name);
    count.which = container_of(of, one.container);
    if (is_history(of, count.which, one.when)) {
      ++count.before;
    } else {
      count.when.push_back(one.when);
    }
  }
  for (const auto& one : of.seen.containers) {
    const auto changed = change_of(of, one);
    const bool since_start = !changed || !one.started || *changed < *one.started;  // the counter does not say when
    const auto processes = since_start ? kills_of(of, one).value_or(0) : 0;
    const auto end = runs(one) ? one.started : one.finished;
    const bool ended = one.memory_killed && !(changed && end && *changed >= *end);
    if (processes == 0 && !ended && !all.contains(one.id)) continue;
    auto& count = all[one.id];
    count.name = fmt::format("{}", one.name);
    count.which = &one;
    count.processes = processes;
    count.ended = ended && !is_down_for_long(of, one);
    if (ended && !count.ended) count.before = std::max(count.before, std::int64_t{1});
  }
  std::vector<kill_count> sorted;
  sorted.reserve(all.size());
  for (auto& [id, one] : all) sorted.push_back(std::move(one));
  std::ranges::stable_sort(sorted, [](const kill_count& a, const kill_count& b) { return a.at_least() > b.at_least(); });
  return sorted;
}

std::string moments(const std::vector<instant>& when) {
  std::string text = when.size() == 1 ? "at " : "last at ";
  const auto first = when.size() > moments_most ? when.size() - moments_most : 0;
  for (auto i = first; i < when.size(); ++i) text += (i > first ? ", " : "") + format_instant(when[i]);
  return text;
}

std::string line_of(const advice_view& of, const kill_count& one) {
  std::vector<std::string> parts;
  if (!one.when.empty())
    parts.push_back(fmt::format("{}, {}", counted(std::ssize(one.when), "kill", "kills"), moments(one.when)));
  if (one.when.empty() && one.ended) {
    const auto end = one.which->finished;
    parts.push_back("killed " +
                    (end && !runs(*one.which) ? "at " + format_instant(*end) : std::string("at a time that is not remembered")));
  }
  if (one.processes > 0)
    parts.push_back(
        fmt::format("the kernel counts {} since its start", counted(one.processes, "killed process", "killed processes")));
  if (one.before > 0 && one.which != nullptr)
    parts.push_back(fmt::format("{} {}", counted(one.before, "kill", "kills"),
                                is_down_for_long(of, *one.which) ? "before it ended at " + format_instant(*one.which->finished)
                                                                 : "before its present start or a change of its settings"));
  if (one.which == nullptr) {
    parts.push_back(counted(one.before, "kill", "kills") + "; it is gone");
  } else {
    const auto peak = peak_of(of, *one.which);
    if (one.which->memory_limit) parts.push_back(fmt::format("limit {}", format_bytes(*one.which->memory_limit)));
    if (peak && runs(*one.which)) parts.back() += fmt::format(", peak {} since its start", format_bytes(*peak));
    if (one.which->restart_count > 0) parts.push_back(counted(one.which->restart_count, "restart", "restarts"));
  }
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : "; ") + part;
  return one.name + ": " + text;
}

// A higher limit is proposed only while it is known that it was this limit which was reached. Else each look would raise it
// again.
bool limit_was_reached(const advice_view& of, const kill_count& one) {
  if (one.which == nullptr || !one.which->memory_limit || one.at_least() == 0) return false;
  if (!runs(*one.which)) return !one.when.empty();
  const auto peak = peak_of(of, *one.which);
  return !one.when.empty() || (peak && percent_of(*peak, *one.which->memory_limit) >= at_its_limit);
}

finding kills_finding(const advice_view& of, const std::vector<kill_count>& kills) {
  finding it{.rule = "memory-kills", .topic = advice_topic::memory};
  std::int64_t processes = 0, containers = 0;
  std::vector<std::string> lines, commands;
  for (const auto& one : kills) {
    processes += one.at_least();
    containers += one.at_least() > 0 ? 1 : 0;
    lines.push_back(line_of(of, one));
    if (!limit_was_reached(of, one)) continue;
    const auto limit = *one.which->memory_limit;
    if (can_be_pasted(one.which->name.raw()))
      commands.push_back(update_command(one.which->name.raw(), rounded_up(limit + byte_count{limit.value / 2})));
  }
  add_evidence(it, std::move(lines));
  it.costs = "each time a request or a job was cut off";
  if (containers == 0) {
    it.what =
        fmt::format("The kernel killed processes of {} for their memory; since then they started anew, were changed or ended",
                    counted(std::ssize(kills), "container", "containers"));
    it.to_do = "Nothing for now: look whether it happens again.";
    return it;
  }
  it.how_soon = urgency::now;
  it.what =
      fmt::format("The kernel killed at least {} of {} because {} out of memory", counted(processes, "process", "processes"),
                  counted(containers, "container", "containers"), containers == 1 ? "it ran" : "they ran");
  it.to_do =
      "Find out whether it leaks (its memory grows without more work) or whether its limit is too low; if it is the limit, give "
      "it half as much again.";
  if (!commands.empty()) it.snippets.push_back({"on the host, until the next deploy", lines_of_text(commands, 10)});
  return it;
}

}  // namespace

findings on_memory_kills(const advice_view& of) {
  const auto kills = kills_by_container(of);
  return kills.empty() ? findings{} : findings{kills_finding(of, kills)};
}

}  // namespace dropsweep
