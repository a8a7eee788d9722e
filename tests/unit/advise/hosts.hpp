// Hosts for the rules of advise/: a tidy one, and the small changes that make it worth a word.
#pragma once

#include <algorithm>

#include "advise/make_advice.hpp"
#include "fakes/survey_builder.hpp"

namespace dropsweep::testing {

using namespace std::chrono_literals;
using fakes::days;

inline constexpr std::int64_t MB = 1'000'000, GB = 1000 * MB, MiB = 1 << 20;

struct some_host {
  survey seen = fakes::host();
  advice_facts more;
  std::optional<survey> before;  // where this run removed something since

  some_host() {
    seen.host.disks = {
        {.path = "/var/lib/docker",
         .size = {50 * GB},
         .used = {10 * GB},
         .available = {40 * GB},
         .inodes = 1000,
         .inodes_used = 100},
        {.path = "/", .size = {10 * GB}, .used = {3 * GB}, .available = {7 * GB}, .inodes = 1000, .inodes_used = 100}};
    seen.host.memory_total = byte_count{2048 * MiB};
    seen.host.memory_available = byte_count{1500 * MiB};
    seen.host.swap_total = byte_count{1024 * MiB};
    seen.host.swap_used = byte_count{0};
    seen.host.container_logs = byte_count{1 * MB};
    seen.usage.images.size = {9'500 * MB};
    more.pressure.emplace();
    more.logs.emplace();
  }

  // A running container with a limit, a rotated log and a command of its own.
  container& add(std::string name, std::int64_t used, std::optional<std::int64_t> limit) {
    auto one = fakes::container_builder(name, "a").running().started(days(3)).it;
    one.id = fakes::id_of(std::to_string(seen.containers.size() + 1));
    one.command_digest = seen.containers.size() + 1;
    one.log_driver = "json-file";
    one.log_rotates = true;
    one.memory_used = byte_count{used};
    if (limit) one.memory_limit = byte_count{*limit};
    return seen.containers.emplace_back(std::move(one));
  }

  void peak(const container& of, std::int64_t bytes, std::int64_t kills = 0) { more.groups[of.id] = {byte_count{bytes}, kills}; }
  void processes(const container& of, std::initializer_list<std::pair<const char*, std::int64_t>> all) {
    container_processes its{.container = of.id};
    for (const auto& [command, resident] : all) its.all.push_back({byte_count{resident}, foreign(command)});
    more.processes.push_back(std::move(its));
  }

  advice_page advice() const { return make_advice(before ? *before : seen, seen, more); }
  std::vector<finding> found(std::string_view rule) const {
    auto all = advice().findings;
    std::erase_if(all, [&](const finding& one) { return one.rule != rule; });
    return all;
  }
};

inline std::string all_text(const finding& one) {
  auto text = one.what + "\n" + one.costs + "\n" + one.to_do + "\n";
  for (const auto& line : one.evidence) text += line + "\n";
  for (const auto& what : one.snippets) text += what.place + "\n" + what.text + "\n";
  return text;
}

}  // namespace dropsweep::testing
