#include "property/some_host.hpp"

#include "property/example.hpp"
#include "property/host_maker.hpp"
#include "property/some_policy.hpp"

namespace dropsweep::property {

namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::year;

constexpr instant first_year = sys_days{year{1} / 1 / 1};
constexpr instant before_docker = sys_days{year{2013} / 1 / 1} - 1ms;

}  // namespace

std::optional<instant> host_maker::some_moment() {
  static constexpr std::array<span, 14> ago{0ms,     5min,    11min,    59min,     2h,  30h,   6 * 24h,
                                            8 * 24h, 9 * 24h, 40 * 24h, 300 * 24h, -1h, -119s, -121s};
  const auto now = facts_.engine.clock;
  switch (roll_.below(48)) {
    case 0:
    case 1:
    case 2:
    case 3: return std::nullopt;
    case 4: return instant{};  // 1970
    case 5: return first_year;
    case 6: return before_docker;
    case 7: return before_docker + 1ms;
    case 8:
    case 9: return now - rules_.min_age;
    case 10: return now - rules_.min_age - 1ms;
    case 11:
    case 12: return now - rules_.older_than;
    case 13:
    case 14: return now - rules_.older_than - 1ms;
    case 15: return now - 2 * rules_.older_than;
    case 16: return now + 2min + std::chrono::milliseconds(roll_.below(2));
    case 17:
    case 18:
    case 19:
    case 20:
    case 21:
    case 22:
    case 23:
    case 24: return now - 300 * 24h;
    default: return now - roll_.pick(ago);
  }
}

labels host_maker::some_labels() {
  labels all;
  static constexpr std::array yes_and_no{"true", "true", "TRUE", "1", "", "maybe", "false", "No", "OFF", "0"};
  if (roll_.one_in(12)) all["persist"] = roll_.pick(yes_and_no);
  if (roll_.one_in(48)) all["Persist"] = "true";  // another word
  if (roll_.one_in(6)) all["team"] = roll_.one_in(2) ? "shop" : "ops";
  if (roll_.one_in(12)) all["com.docker.compose.project"] = roll_.one_in(3) ? "shopping" : "shop";
  if (roll_.one_in(16)) all["com.docker.stack.namespace"] = roll_.one_in(3) ? "web" : "shop";
  return all;
}

void host_maker::add_volumes() {
  for (std::size_t i = 0, end = some_number(5); i < end; ++i) {
    fakes::volume_builder it("v" + std::to_string(i));
    if (!roll_.one_in(3)) it.anonymous();
    if (roll_.one_in(10)) it.driver(roll_.one_in(2) ? "nfs" : "");
    if (roll_.one_in(10)) it.options();
    if (roll_.one_in(2)) it.size(static_cast<std::int64_t>(roll_.below(90)) - 1);
    it.it.created = some_moment();
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
