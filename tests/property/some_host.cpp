#include "property/some_host.hpp"

#include "property/example.hpp"
#include "property/host_maker.hpp"
#include "property/some_policy.hpp"

namespace dropsweep::property {

namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::year;

constexpr instant before_docker = sys_days{year{2013} / 1 / 1} - 1ms;

}  // namespace

void host_maker::add_volumes() {
  for (std::size_t i = 0, end = some_number(5); i < end; ++i) {
    fakes::volume_builder it("v" + std::to_string(i));
    if (!roll_.one_in(3)) it.anonymous();
    if (roll_.one_in(10)) it.driver(roll_.one_in(2) ? "nfs" : "");
    if (roll_.one_in(10)) it.options();
    if (roll_.one_in(2)) it.size(static_cast<std::int64_t>(roll_.below(90)) - 1);
    it.it.created = some_moment();
    it.it.seen = some_sightings();
    it.it.labels = some_labels();
    facts_.volumes.push_back(std::move(it.it));
  }
}

void host_maker::add_networks() {
  for (std::size_t i = 0, end = some_number(4); i < end; ++i) {
    fakes::network_builder it("n" + std::to_string(i));
    if (i > 0 && roll_.one_in(12)) it.it.name = "n" + std::to_string(i - 1);  // engines allow it
    if (roll_.one_in(10)) it.predefined();
    if (roll_.one_in(10)) it.scope("swarm");
    if (roll_.one_in(10)) it.attached("somebody");
    it.it.created = some_moment();
    it.it.labels = some_labels();
    facts_.networks.push_back(std::move(it.it));
  }
}

void host_maker::add_cache() {
  static constexpr std::array types{"regular", "source.local", "exec.cachemount", "internal", "frontend"};
  for (std::size_t i = 0, end = some_number(6); i < end; ++i) {
    fakes::record_builder it("r" + std::to_string(i));
    it.it.type = roll_.pick(types);
    if (roll_.one_in(8)) it.in_use();
    if (roll_.one_in(4)) it.shared();
    while (roll_.one_in(2)) it.on("r" + std::to_string(roll_.one_in(8) ? some_number(6) : roll_.below(i + 1)));
    it.it.created = some_moment();
    it.it.last_used = some_moment();
    facts_.cache.push_back(std::move(it.it));
  }
}

void host_maker::set_clock() {
  facts_ = fakes::survey_builder().it;
  if (roll_.one_in(64)) facts_.engine.clock = before_docker + 5min;
  if (roll_.one_in(128)) facts_.engine.clock = instant{};
  if (roll_.one_in(32)) facts_.engine.root_dir.clear();
  facts_.has_ledger = roll_.one_in(2);
  facts_.engine.containerd_store = roll_.one_in(3);
}

survey host_maker::make() {
  set_clock();
  add_images();
  add_containers();
  add_volumes();
  add_networks();
  add_cache();
  return std::move(facts_);
}

survey some_host(dice& roll, const policy& rules, std::size_t scale) { return host_maker(roll, rules, scale).make(); }

example some_example(std::uint64_t seed) {
  dice roll(seed);
  example one;
  one.rules = some_policy(roll);
  one.salt = roll.next();
  one.facts = some_host(roll, one.rules, roll.one_in(1000) ? 40 : 1);
  return one;
}

}  // namespace dropsweep::property
