#include "plan/busy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "plan/last_use.hpp"

namespace dropsweep {

namespace {

using namespace std::chrono_literals;

// Who created a container and did not start it within this time is not about to.
constexpr span created_counts_for = 1h;

// Who pulls one image may be about to pull the next, or to start it.
constexpr span transfer_is_recent_for = 15s;

// A build or a pull that is older hangs; an `up`, a `run` or a `start` that is older stays attached to what it started long ago.
constexpr span transfer_counts_for = 3h, start_counts_for = 10min;
constexpr std::array<std::string_view, 9> transfers{"pull",   "push",   "build",  "bake", "load",
                                                    "import", "commit", "buildx", "solve"};
constexpr std::array<std::string_view, 8> starts{"up", "run", "create", "start", "restart", "down", "stop", "deploy"};

bool has_word(std::string_view command, auto words) {
  while (!command.empty()) {
    const auto end = std::min(command.find(' '), command.size());
    if (std::ranges::find(words, command.substr(0, end)) != words.end()) return true;
    command.remove_prefix(std::min(end + 1, command.size()));
  }
  return false;
}

bool works(const client_process& one) {
  // What comes after `exec` or `logs` is somebody else's words.
  if (has_word(one.command.raw(), std::array<std::string_view, 4>{"exec", "logs", "stats", "events"})) return false;
  return (has_word(one.command.raw(), transfers) && one.age < transfer_counts_for) ||
         (has_word(one.command.raw(), starts) && one.age < start_counts_for);
}

// Engine 20.10.24 (API 1.41) was seen to call a record of an ended build in use minutes later, and again after its own restart: a
// host with such a record would never be swept. A build that works has at least one record from the step that it works on.
bool belongs_to_a_build(const cache_record& it, const engine_facts& engine) {
  if (!it.in_use || engine.api_version != "1.41") return it.in_use;
  const auto last = later(sign_at(it.created, "created"), sign_at(it.last_used, "last used"));
  return !last || engine.clock - last->when < transfer_counts_for;
}

}  // namespace

std::vector<std::string> signs_of_work(const survey& facts, const policy& rules) {
  std::vector<std::string> signs;
  for (const auto& one : facts.host.clients) {
    if (works(one))
      signs.push_back(
          fmt::format("`{}` runs (process {}, for {})", visible(one.command.raw(), 100), one.process, format_span(one.age)));
  }
  if (!facts.host.downloads.empty())
    signs.push_back(fmt::format("image layers are being downloaded ({})", visible(facts.host.downloads.front().raw(), 200)));
  for (const auto& one : facts.transfers) {
    if (one.when > facts.engine.clock - transfer_is_recent_for)
      signs.push_back(fmt::format("image {} was pulled or pushed a moment ago", one.image));
  }

  const auto in_use =
      std::ranges::count_if(facts.cache, [&](const cache_record& it) { return belongs_to_a_build(it, facts.engine); });
  if (in_use > 0)
    signs.push_back(fmt::format("a build is at work: {} build cache record{} in use", in_use, in_use == 1 ? " is" : "s are"));

  const auto line = std::min(std::max(rules.older_than, rules.min_age), created_counts_for);
  for (const auto& it : facts.containers) {
    const auto created = sign_at(it.created, "created");
    if (it.state != container_state::created || !created || facts.engine.clock - created->when >= line) continue;
    signs.push_back(fmt::format("container {} was created {} ago and is not started yet", it.name,
                                format_span(std::max(facts.engine.clock - created->when, span{}))));
  }
  return signs;
}

}  // namespace dropsweep
