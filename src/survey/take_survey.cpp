#include "survey/take_survey.hpp"

#include "net/together.hpp"
#include "survey/carry_over.hpp"
#include "survey/ledger.hpp"
#include "survey/numbers.hpp"
#include "survey/parts.hpp"

namespace dropsweep {

namespace {

using also_memory = engine_reader::also_memory;

constexpr span probe_within = std::chrono::seconds{20};

// Further back than the 256 events that an engine keeps will reach on any host but the quietest.
constexpr span transfers_since = std::chrono::hours{24 * 30};

// Where an engine's data lies unless somebody moved it. /info says so for sure but is among the slowest answers: the probe starts
// with this, and is repeated in the rare case that it was wrong.
const std::string usual_root_dir = "/var/lib/docker";

struct engine_and_swarm {
  result<engine_facts> facts;
  result<std::vector<foreign>> swarm_images;
  result<std::vector<transfer>> transfers;
};

task<engine_and_swarm> ask_engine(engine_reader& engine) {
  engine_and_swarm answers;
  answers.facts = co_await engine.facts();
  if (!answers.facts) co_return answers;
  if (answers.facts->swarm_active) answers.swarm_images = co_await engine.swarm_images();
  answers.transfers = co_await engine.transfers(answers.facts->clock - transfers_since, answers.facts->clock);
  co_return answers;
}

task<net_result<std::string>> probe_host(host_shell& shell, std::string root_dir) {
  return shell.ask("probe " + std::move(root_dir), "", host_probe_most, after(probe_within));
}

task<net_result<std::string>> ask_for_ledger(host_shell& shell) {
  return shell.ask("ledger", "", ledger_most + 1000, after(probe_within));
}

task<net_result<std::string>> ask_for_numbers(host_shell& shell) {
  return shell.ask("numbers", "", numbers_most + 1000, after(probe_within));
}

// One list after the other: together, the answers of a large host and what is made of them would be most of a run's memory.
enum class pace : bool { together, in_turn };
constexpr std::size_t large = 5000;  // objects

struct wishes {
  also_memory memory = also_memory::yes;
  disk_parts disk = disk_parts::apart;
  pace lists = pace::together;
};

struct long_lists {
  result<std::vector<image>> images;
  result<std::vector<container>> containers;
  result<std::vector<volume>> volumes;
};

task<long_lists> ask_for_lists(engine_reader& engine, wishes what) {
  if (what.lists == pace::together) {
    auto [images, containers, volumes] = co_await together(engine.images(), engine.containers(what.memory), engine.volumes());
    co_return long_lists{std::move(images), std::move(containers), std::move(volumes)};
  }
  auto images = co_await engine.images();
  auto containers = co_await engine.containers(what.memory);
  auto volumes = co_await engine.volumes();
  co_return long_lists{std::move(images), std::move(containers), std::move(volumes)};
}

task<survey_parts> ask_all(engine_reader& engine, host_shell& shell, wishes what) {
  auto [about, lists, networks, disk, probe, ledger, numbers] =
      co_await together(ask_engine(engine), ask_for_lists(engine, what), engine.networks(), engine.disk(what.disk),
                        probe_host(shell, usual_root_dir), ask_for_ledger(shell), ask_for_numbers(shell));
  if (probe && about.facts && !about.facts->root_dir.empty() && about.facts->root_dir != usual_root_dir)
    probe = co_await probe_host(shell, about.facts->root_dir);
  co_return survey_parts{.facts = std::move(about.facts),
                         .images = std::move(lists.images),
                         .containers = std::move(lists.containers),
                         .volumes = std::move(lists.volumes),
                         .networks = std::move(networks),
                         .disk = std::move(disk),
                         .swarm_images = std::move(about.swarm_images),
                         .transfers = std::move(about.transfers),
                         .probe = std::move(probe),
                         .ledger = std::move(ledger),
                         .numbers = std::move(numbers)};
}

task<result<survey>> look(engine_reader& engine, host_shell& shell, wishes what) {
  auto [agreed, parts] = co_await together(engine.negotiate(), ask_all(engine, shell, what));
  if (!agreed) co_return std::unexpected(std::move(agreed.error()));
  if (engine.engine_is_newer()) parts = co_await ask_all(engine, shell, what);
  if (parts.facts) parts.facts->api_version = engine.api_version();
  co_return put_together(std::move(parts), also_memory::yes);
}

task<result<survey>> look_again(engine_reader& engine, host_shell& shell, const survey& before) {
  const bool is_large = before.images.size() + before.containers.size() + before.volumes.size() > large;
  const wishes what{.memory = also_memory::no, .lists = is_large ? pace::in_turn : pace::together};
  co_return put_together(co_await ask_all(engine, shell, what), also_memory::no);
}

// `by` with errors of the survey's own.
task<result<survey>> within(deadline until, task<result<survey>> work) {
  const auto wrapped = [](task<result<survey>> inner) -> task<net_result<result<survey>>> {
    co_return co_await std::move(inner);
  };
  auto ended = co_await by(until, wrapped(std::move(work)));
  if (ended) co_return std::move(*ended);
  const bool late = ended.error().what == net_failure::timed_out;
  co_return std::unexpected(
      error{.code = exit_code::engine,
            .step = "survey",
            .seen = late ? "The engine did not answer everything before the time was up." : "The survey was cut off.",
            .theirs = {},
            .advice = {}});
}

}  // namespace

task<result<survey>> take_survey(engine_reader& engine, host_shell& shell, deadline until, disk_parts disk) {
  return within(until, look(engine, shell, {.disk = disk}));
}

task<result<survey>> take_survey_again(engine_reader& engine, host_shell& shell, const survey& before, deadline until) {
  auto seen = co_await within(until, look_again(engine, shell, before));
  if (seen) carry_over(before, *seen);
  co_return seen;
}

}  // namespace dropsweep
