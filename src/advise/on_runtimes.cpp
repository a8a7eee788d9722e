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

  // Of forked workers most pages are the same ones, which each of them counts as its own.
  byte_count taken() const { return std::min(resident, which->memory_used.value_or(resident)); }
};

std::map<std::string_view, std::vector<user>> users_of_runtimes(const advice_view& of) {
  std::map<std::string_view, std::vector<user>> all;
  for (const auto& one : of.more.processes) {
    const auto* which = container_of(of, one.container);
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

// Nobody puts two strangers' programs into one process; services of one project perhaps. What the smallest of them needs is about
// what a runtime costs before it does anything; of one it is needed all the same.
byte_count saved_if_merged(const std::vector<user>& users) {
  std::map<std::string, std::vector<byte_count>> projects;
  for (const auto& one : users) {
    const auto project = compose_place_of(*one.which).project;
    if (!project.empty()) projects[project].push_back(one.taken());
  }
  byte_count sum;
  for (const auto& [project, taken] : projects) {
    const auto least = *std::ranges::min_element(taken);
    for (std::size_t i = 1; i < taken.size(); ++i) sum += least;
  }
  return sum;
}

}  // namespace

findings on_runtimes(const advice_view& of) {
  findings all;
  const auto total = of.seen.host.memory_total.value_or(of.seen.engine.memory_total.value_or(byte_count{}));
  for (auto& [runtime, users] : users_of_runtimes(of)) {
    byte_count sum;
    std::int64_t processes = 0;
    for (const auto& one : users) {
      sum += one.taken();
      processes += one.processes;
    }
    const bool heavy = users.size() >= containers_at_all && percent_of(sum, total) >= percent_least;
    if (users.size() < containers_least && !heavy) continue;
    std::ranges::stable_sort(users, [](const user& a, const user& b) { return a.taken() > b.taken(); });
    finding it{.rule = "runtimes", .topic = advice_topic::runtimes};
    it.what = fmt::format("{} {} runtimes take {} of memory", users.size(), runtime, format_bytes(sum));
    std::vector<std::string> lines;
    for (const auto& one : users)
      lines.push_back(
          fmt::format("{}: {}, {}", one.which->name, counted(one.processes, "process", "processes"), format_bytes(one.taken())));
    add_evidence(it, std::move(lines));
    it.evidence.push_back(
        fmt::format("{} together, {}% of the host's memory; pages that processes share count for each of them, "
                    "up to what their container takes",
                    counted(processes, "process", "processes"), percent_of(sum, total)));
    const auto saved = saved_if_merged(users);
    if (saved.value > 0) it.bytes = saved;
    it.costs = saved.value > 0 ? fmt::format("about {} if those of one project could be one", format_bytes(saved))
                               : "each brings its interpreter and its libraries";
    it.to_do =
        "Put small services that are deployed together into one process (routers of one application, one worker for several "
        "queues), and run no more "
        "worker processes than the host has cores.";
    all.push_back(std::move(it));
  }
  return all;
}

}  // namespace dropsweep
