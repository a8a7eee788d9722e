#include "plan/busy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/take_until.hpp"
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
// What comes after one of these is somebody else's words.
constexpr std::array<std::string_view, 4> looks{"exec", "logs", "stats", "events"};
constexpr std::array<std::string_view, 4> clients{"docker", "docker-compose", "docker-buildx", "buildctl"};

// The first of them in a command; "" = none.
std::string_view first_of(const auto& words, std::string_view command) {
  while (!command.empty()) {
    const auto word = take_until(command, ' ');
    if (std::ranges::contains(words, word)) return word;
  }
  return {};
}

// The word by which a client counts as at work; "" = it does not.
std::string_view work_of(const client_process& one) {
  const std::string_view command = one.command.raw();
  if (!first_of(looks, command).empty()) return {};
  const auto transfer = first_of(transfers, command);
  if (!transfer.empty() && one.age < transfer_counts_for) return transfer;
  return one.age < start_counts_for ? first_of(starts, command) : std::string_view();
}

// Any other word of the command may be a password (`--build-arg TOKEN=...`, `-e DB_PASSWORD=...`, and whatever stands where a
// name belongs), and this is told in logs that the whole world may read. The process's number is there for whoever may look.
std::string shape_of(std::string_view command, std::string_view work) {
  while (!command.empty()) {
    const auto word = take_until(command, ' ');
    const auto program = word.substr(word.rfind('/') + 1);  // all of it where there is no slash
    if (std::ranges::contains(clients, program))
      return fmt::format("{} {}{}", program, take_until(command, ' ') == work ? "" : "… ", work);
  }
  return fmt::format("… {}", work);
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
    const auto work = work_of(one);
    if (work.empty()) continue;
    signs.push_back(
        fmt::format("`{}` runs (process {}, for {})", shape_of(one.command.raw(), work), one.process, format_span(one.age)));
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
