#include "survey/take_survey.hpp"

#include "net/together.hpp"
#include "survey/parts.hpp"

namespace dropsweep {

namespace {

using also_memory = engine_reader::also_memory;

constexpr span probe_within = std::chrono::seconds{20};

constexpr span pulls_count_for = std::chrono::seconds{15};

// Where an engine's data lies unless somebody moved it. /info says so for sure but is among the slowest answers: the probe starts
// with this, and is repeated in the rare case that it was wrong.
const std::string usual_root_dir = "/var/lib/docker";

struct engine_and_swarm {
  result<engine_facts> facts;
  result<std::vector<foreign>> swarm_images;
  result<std::vector<foreign>> pulls;
};

task<engine_and_swarm> ask_engine(engine_reader& engine) {
  engine_and_swarm answers;
  answers.facts = co_await engine.facts();
  if (!answers.facts) co_return answers;
  if (answers.facts->swarm_active) answers.swarm_images = co_await engine.swarm_images();
  answers.pulls = co_await engine.pulled_since(answers.facts->clock - pulls_count_for, answers.facts->clock);
  co_return answers;
}

task<net_result<std::string>> probe_host(host_shell& shell, std::string root_dir) {
  return shell.ask("probe " + std::move(root_dir), "", host_probe_most, after(probe_within));
}

task<survey_parts> ask_all(engine_reader& engine, host_shell& shell, also_memory memory) {
  auto [about, images, containers, volumes, networks, disk, probe] =
      co_await together(ask_engine(engine), engine.images(), engine.containers(memory), engine.volumes(), engine.networks(),
                        engine.disk(), probe_host(shell, usual_root_dir));
  if (probe && about.facts && !about.facts->root_dir.empty() && about.facts->root_dir != usual_root_dir)
    probe = co_await probe_host(shell, about.facts->root_dir);
  co_return survey_parts{.facts = std::move(about.facts),
                         .images = std::move(images),
                         .containers = std::move(containers),
                         .volumes = std::move(volumes),
                         .networks = std::move(networks),
                         .disk = std::move(disk),
                         .swarm_images = std::move(about.swarm_images),
                         .pulls = std::move(about.pulls),
                         .probe = std::move(probe)};
}

task<result<survey>> look(engine_reader& engine, host_shell& shell) {
  auto [agreed, parts] = co_await together(engine.negotiate(), ask_all(engine, shell, also_memory::yes));
  if (!agreed) co_return std::unexpected(std::move(agreed.error()));
  if (engine.engine_is_newer()) parts = co_await ask_all(engine, shell, also_memory::yes);
  if (parts.facts) parts.facts->api_version = engine.api_version();
  co_return put_together(std::move(parts), also_memory::yes);
}

task<result<survey>> look_again(engine_reader& engine, host_shell& shell) {
  co_return put_together(co_await ask_all(engine, shell, also_memory::no), also_memory::no);
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

task<result<survey>> take_survey(engine_reader& engine, host_shell& shell, deadline until) {
  return within(until, look(engine, shell));
}

task<result<survey>> take_survey_again(engine_reader& engine, host_shell& shell, const survey& before, deadline until) {
  auto seen = co_await within(until, look_again(engine, shell));
  if (!seen) co_return seen;
  for (auto& container : seen->containers) {
    for (const auto& old : before.containers) {
      if (old.id == container.id) container.memory_used = old.memory_used;
    }
  }
  // An image that was there before and is there now arrived when it did.
  for (auto& image : seen->images) {
    for (const auto& old : before.images) {
      if (old.id == image.id && !image.arrived) image.arrived = old.arrived;
    }
  }
  co_return seen;
}

}  // namespace dropsweep
