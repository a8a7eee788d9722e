// The same host some time later: things are gone, were used, got other names; somebody started another container.
#include <array>

#include "fakes/survey_builder.hpp"
#include "property/changes.hpp"
#include "property/dice.hpp"

namespace dropsweep::property {

namespace {

using namespace std::chrono_literals;

constexpr std::array<span, 6> times{1ms, 5min, 1h, 30h, 168h, 400 * 24h};

// The images, volumes, networks and containers that one uses which is not there yet.
container new_container(const example& one, dice& roll) {
  fakes::container_builder it("new", "0");
  it.running().created(0s);
  if (const auto& images = one.facts.images; !images.empty()) {
    const auto& image = images[roll.below(images.size())];
    it.it.image_id = image.id;
    if (!image.tags.empty()) it.reference(image.tags.front());
  }
  if (const auto& volumes = one.facts.volumes; !volumes.empty()) it.volume(volumes[roll.below(volumes.size())].name);
  if (const auto& networks = one.facts.networks; !networks.empty()) {
    const auto& network = networks[roll.below(networks.size())];
    it.network(network.id, network.name);
  }
  if (const auto& others = one.facts.containers; !others.empty()) it.it.joins.push_back(others[roll.below(others.size())].id);
  return it.it;
}

}  // namespace

example with_another_running_container(example one) {
  dice roll(one.salt);
  one.facts.containers.push_back(new_container(one, roll));
  return one;
}

survey some_time_later(const example& one) {
  survey facts = one.facts;
  dice roll(one.salt);
  facts.engine.clock += roll.pick(times);
  const auto changes = [&](std::string_view object) { return dice_for(one.salt, object).one_in(4); };
  const auto is_gone = [&](std::string_view object) { return dice_for(~one.salt, object).one_in(8); };
  std::erase_if(facts.images, [&](const image& it) { return is_gone(it.id); });
  std::erase_if(facts.containers, [&](const container& it) { return is_gone(it.id); });
  std::erase_if(facts.volumes, [&](const volume& it) { return is_gone(it.name.raw()); });
  std::erase_if(facts.networks, [&](const network& it) { return is_gone(it.id); });
  std::erase_if(facts.cache, [&](const cache_record& it) { return is_gone(it.id); });

  for (auto& it : facts.images) {
    if (!changes(it.id)) continue;
    if (it.tags.empty())
      it.tags.emplace_back("later:" + it.id.substr(7));
    else
      it.tags.pop_back();
  }
  for (auto& it : facts.containers) {
    if (!changes(it.id)) continue;
    // Started and still running, or ended once more.
    if (dice_for(one.salt, it.name.raw()).one_in(2))
      it.state = container_state::running;
    else
      it.finished = it.finished.value_or(one.facts.engine.clock) + 1ms;
  }
  for (auto& it : facts.volumes) {
    if (changes(it.name.raw())) it.created = it.created.value_or(one.facts.engine.clock) + 1ms;
  }
  for (auto& it : facts.networks) {
    if (changes(it.id)) it.created = it.created.value_or(one.facts.engine.clock) + 1ms;
  }
  for (auto& it : facts.cache) {
    if (changes(it.id)) it.last_used = it.last_used.value_or(one.facts.engine.clock) + 1ms;
  }
  // What no fingerprint tells: pulled again, renamed, protected by a label.
  for (auto& it : facts.images) {
    if (dice_for(one.salt + 1, it.id).one_in(6)) it.last_tagged = facts.engine.clock;
  }
  for (auto& it : facts.containers) {
    if (auto its = dice_for(one.salt + 1, it.id); its.one_in(6)) it.name = "c" + std::to_string(its.below(3));
  }
  for (auto& it : facts.volumes) {
    if (auto its = dice_for(one.salt + 1, it.name.raw()); its.one_in(6)) it.labels[its.one_in(2) ? "persist" : "team"] = "shop";
  }
  if (roll.one_in(2)) facts.containers.push_back(new_container(one, roll));
  return facts;
}

}  // namespace dropsweep::property
