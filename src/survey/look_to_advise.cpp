#include "survey/look_to_advise.hpp"

#include <set>

#include "net/together.hpp"
#include "survey/advice_probe.hpp"

namespace dropsweep {

namespace {

// Further back than the 256 events that an engine keeps will reach on any host but the quietest.
constexpr span kills_since = std::chrono::hours{24 * 30};

std::vector<object_id> containers_to_ask(const survey& seen) {
  std::vector<const container*> running;
  for (const auto& one : seen.containers) {
    if (one.state == container_state::running) running.push_back(&one);
  }
  std::ranges::stable_sort(running, [](const container* a, const container* b) { return a->memory_used > b->memory_used; });
  std::vector<object_id> ids;
  for (const auto* one : running) {
    if (ids.size() < advised_containers_most) ids.push_back(one->id);
  }
  return ids;
}

std::vector<object_id> images_to_ask(const survey& seen) {
  std::set<std::string_view> used;
  for (const auto& one : seen.containers) used.insert(one.image_id);
  std::vector<const image*> all;
  all.reserve(seen.images.size());
  for (const auto& one : seen.images) all.push_back(&one);
  std::ranges::stable_sort(all, [&](const image* a, const image* b) {
    const bool first = used.contains(a->id), second = used.contains(b->id);
    return first != second ? first : a->size > b->size;
  });
  std::vector<object_id> ids;
  for (const auto* one : all) {
    if (ids.size() < advised_images_most) ids.push_back(one->id);
  }
  return ids;
}

void note_missing(advice_facts& facts, std::size_t asked, std::size_t answered, std::string_view what) {
  if (answered < asked) facts.unknown.push_back(fmt::format("{} {} of {} could not be read.", what, asked - answered, asked));
}

}  // namespace

task<advice_facts> look_to_advise(engine_reader& engine, host_shell& shell, const survey& seen, deadline until) {
  const auto containers = containers_to_ask(seen);
  const auto images = images_to_ask(seen);
  const auto now = seen.engine.clock;
  auto [processes, histories, events, said] = co_await together(
      engine.processes(containers), engine.histories(images), engine.memory_events_between(now - kills_since, now),
      shell.ask("advice " + seen.engine.root_dir, "", advice_probe_most, until));
  advice_facts facts;
  note_missing(facts, containers.size(), processes.size(), "The processes of containers:");
  note_missing(facts, images.size(), histories.size(), "The histories of images:");
  facts.processes = std::move(processes);
  facts.histories = std::move(histories);
  if (events) {
    facts.events = std::move(*events);
  } else {
    facts.unknown.push_back("When containers ran out of memory is unknown: " + one_line(events.error()));
  }
  if (said) {
    read_advice_probe(*said, facts);
    if (!facts.logs)
      facts.unknown.emplace_back("The sizes of containers' logs are unknown: the account may not look into the engine's folder.");
    if (!facts.pressure) facts.unknown.emplace_back("The pressure on memory is unknown: this kernel does not measure it.");
  } else {
    facts.unknown.push_back(fmt::format("Page cache, pressure, peaks and logs are unknown: {}.", said.error().detail));
  }
  co_return facts;
}

}  // namespace dropsweep
