#include "property/changes.hpp"

#include <algorithm>

#include "fakes/survey_builder.hpp"
#include "property/dice.hpp"
#include "property/some_policy.hpp"

namespace dropsweep::property {

namespace {

using namespace std::chrono_literals;

constexpr std::array<span, 6> lengths{1ms, 5min, 1h, 30h, 168h, 400 * 24h};

template <class T>
void shuffle(std::vector<T>& list, dice& roll) {
  for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[roll.below(i)]);
}

}  // namespace

survey in_another_order(const example& one) {
  survey facts = one.facts;
  dice roll(one.salt);
  shuffle(facts.images, roll);
  shuffle(facts.containers, roll);
  shuffle(facts.volumes, roll);
  shuffle(facts.networks, roll);
  shuffle(facts.cache, roll);
  shuffle(facts.swarm_images, roll);
  shuffle(facts.transfers, roll);
  for (auto& it : facts.images) {
    shuffle(it.tags, roll);
    shuffle(it.digests, roll);
  }
  for (auto& it : facts.containers) {
    shuffle(it.mounts, roll);
    shuffle(it.networks, roll);
    shuffle(it.joins, roll);
  }
  for (auto& it : facts.cache) shuffle(it.parents, roll);
  return facts;
}

example with_another_keep_line(example one) {
  dice roll(one.salt);
  one.rules.keep.push_back(some_keep_rule(roll));
  return one;
}

example with_another_persist_label(example one) {
  const auto mark = [&](auto& objects) {
    for (auto& it : objects) {
      if (dice_for(one.salt, it.name.raw()).one_in(3)) it.labels["persist"] = "true";
    }
  };
  mark(one.facts.containers);
  mark(one.facts.volumes);
  mark(one.facts.networks);
  for (auto& it : one.facts.images) {
    if (dice_for(one.salt, it.id).one_in(3)) it.labels["persist"] = "true";
  }
  return one;
}

example with_a_longer_age_line(example one) { return one.rules.older_than += dice(one.salt).pick(lengths), one; }
example with_a_longer_min_age(example one) { return one.rules.min_age += dice(one.salt).pick(lengths), one; }

example with_more_keep_last(example one) {
  if (one.rules.keep_last < 100) one.rules.keep_last += 1 + static_cast<unsigned>(dice(one.salt).below(2));
  return one;
}

example with_a_smaller_volume_scope(example one) {
  one.rules.volumes =
      one.rules.volumes == volume_scope::named && dice(one.salt).one_in(2) ? volume_scope::anonymous : volume_scope::none;
  return one;
}

}  // namespace dropsweep::property
