// Interpreters and virtual machines over all containers: each has its own copy of itself and of its libraries in memory.
#include <fmt/format.h>

#include "advise/process_words.hpp"
#include "advise/rules.hpp"

namespace dropsweep {

namespace {

// Three services in one language are a design; from four on, or when they take a quarter of the memory, it is worth a look.
constexpr std::size_t containers_least = 4, containers_at_all = 2;
constexpr std::int64_t percent_least = 25;

struct user {
  const container* which;
  std::int64_t processes = 0;
  byte_count resident;
};

std::map<std::string_view, std::vector<user>> users_of_runtimes(const advice_view& of) {
  std::map<std::string_view, std::vector<user>> all;
  for (const auto& one : of.more.processes) {
    const auto* which = container_of(of.seen, one.container);
    if (which == nullptr || is_builder(*which)) continue;
    for (const auto& process : one.all) {
      const auto runtime = runtime_of(process.command.raw());
      if (runtime.empty()) continue;
      auto& users = all[runtime];
      if (users.empty() || users.back().which != which) users.push_back({.which = which, .resident = {}});
      ++users.back().processes;
      users.back().resident += process.resident;
    }
  }
  return all;
}

}  // namespace

findings on_runtimes(const advice_view& of) {
  findings all;
  const auto total = of.seen.host.memory_total.value_or(of.seen.engine.memory_total.value_or(byte_count{}));
  for (auto& [runtime, users] : users_of_runtimes(of)) {
    byte_count sum, least{users.front().resident};
    std::int64_t processes = 0;
    for (const auto& one : users) {
      sum += one.resident;
      processes += one.processes;
      least = std::min(least, one.resident);
    }
    const bool heavy = users.size() >= containers_at_all && percent_of(sum, total) >= percent_least;
    if (users.size() < containers_least && !heavy) continue;
    std::ranges::stable_sort(users, [](const user& a, const user& b) { return a.resident > b.resident; });
    finding it{.rule = "runtimes", .topic = advice_topic::runtimes};
    it.what = fmt::format("{} {} runtimes take {} of memory", users.size(), runtime, format_bytes(sum));
    std::vector<std::string> lines;
    for (const auto& one : users)
      lines.push_back(
          fmt::format("{}: {}, {}", one.which->name, plural(one.processes, "process", "processes"), format_bytes(one.resident)));
    add_evidence(it, std::move(lines));
    it.evidence.push_back(fmt::format("{} together, {}% of the host's memory; pages that processes share count for each of them",
                                      plural(processes, "process", "processes"), percent_of(sum, total)));
    // What the smallest of them needs is about what a runtime costs before it does anything; of one it is needed all the same.
    it.bytes = byte_count{least.value * (std::ssize(users) - 1)};
    it.costs = fmt::format("about {} if they were one", format_bytes(*it.bytes));
    it.to_do =
        "Put small services that are deployed together into one process (routers of one application, one worker for several "
        "queues), and run no more "
        "worker processes than the host has cores.";
    all.push_back(std::move(it));
  }
  return all;
}

}  // namespace dropsweep
