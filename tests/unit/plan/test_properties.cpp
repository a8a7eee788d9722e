// Thousands of small random hosts, the same in every run, held against what must be true of any plan.
#include <doctest/doctest.h>

#include <array>
#include <map>
#include <random>
#include <set>

#include "ask.hpp"

using namespace dropsweep;
using namespace dropsweep::fakes;

namespace {

using ids = std::set<std::pair<object_kind, object_id>>;

class dice {
 public:
  explicit dice(unsigned seed) : engine_(seed) {}
  // Not std::uniform_int_distribution: it may differ between standard libraries.
  std::size_t below(std::size_t end) { return engine_() % end; }
  bool one_in(std::size_t number) { return below(number) == 0; }
  template <class T, std::size_t N>
  T pick(const std::array<T, N>& from) {
    return from[below(N)];
  }
  std::string letter() { return std::string(1, "0123456789abcdef"[below(16)]); }
  // Around every line there is: min-age, one hour, one week.
  span ago() {
    static constexpr std::array<span, 8> spans{-1h, 5min, 10min, 11min, 2h, days(6), days(8), days(300)};
    return pick(spans);
  }

 private:
  std::mt19937 engine_;
};

survey some_host(dice& roll) {
  survey_builder all;
  const auto mark = [&](auto& it) {
    if (roll.one_in(12)) it.label("persist", "true");
    if (roll.one_in(8)) it.label("team", roll.one_in(2) ? "shop" : "ops");
  };
  for (std::size_t i = 0, end = roll.below(8); i < end; ++i) {
    const auto letter = std::string(1, "0123456789abcdef"[i]);
    image_builder it(letter);
    for (std::size_t t = 0, tags = roll.below(3); t < tags; ++t)
      it.it.tags.push_back(foreign{"repo" + std::to_string(roll.below(3)) + ":" + letter + std::to_string(t)});
    if (roll.one_in(4)) it.digest("repo0@sha256:" + letter);
    if (!roll.one_in(4)) it.tagged(roll.ago());
    if (!roll.one_in(4)) it.arrived(roll.ago());
    if (roll.one_in(3)) it.child_of(roll.letter());
    mark(it);
    all.add(it);
  }
  for (std::size_t i = 0, end = roll.below(6); i < end; ++i) {
    container_builder it("c" + std::to_string(i), std::string(1, "0123456789abcdef"[roll.below(8)]));
    using enum container_state;
    static constexpr std::array states{created, running, paused, restarting, removing, exited, exited, exited, dead};
    it.exited(roll.ago()).created(roll.ago()).state(roll.pick(states));
    if (it.it.state == created || roll.one_in(8)) it.it.finished.reset();
    if (roll.one_in(3)) it.volume("v" + std::to_string(roll.below(5)));
    if (roll.one_in(3)) it.network(roll.one_in(2) ? "network-n0" : "", "n" + std::to_string(roll.below(4)));
    if (roll.one_in(5)) it.mount_of(mount::kind::image, "repo1:" + roll.letter() + "0");
    if (roll.one_in(3)) it.reference("repo2:" + roll.letter() + "0");
    mark(it);
    all.add(it);
  }
  for (std::size_t i = 0; i < 5; ++i) {
    volume_builder it("v" + std::to_string(i));
    if (roll.one_in(2)) it.anonymous();
    if (!roll.one_in(6)) it.created(roll.ago());
    if (roll.one_in(6)) it.options();
    mark(it);
    all.add(it);
  }
  for (std::size_t i = 0; i < 4; ++i) {
    network_builder it("n" + std::to_string(i));
    it.created(roll.ago());
    if (roll.one_in(5)) it.attached("somebody");
    mark(it);
    all.add(it);
  }
  for (std::size_t i = 0; i < 5; ++i) {
    record_builder it("r" + std::to_string(i));
    if (!roll.one_in(5)) it.used(roll.ago());
    if (roll.one_in(6)) it.in_use();
    if (roll.one_in(2)) it.on("r" + std::to_string(roll.below(5)));
    all.add(it);
  }
  if (roll.one_in(4)) all.swarm("repo0:" + roll.letter() + "0");
  return all;
}

policy some_rules(dice& roll) {
  policy rules = default_policy(roll.pick(std::array{sweep_mode::standard, sweep_mode::aggressive, sweep_mode::full}));
  rules.keep_last = static_cast<unsigned>(roll.below(3));
  rules.volumes = roll.pick(std::array{volume_scope::none, volume_scope::anonymous, volume_scope::named});
  return rules;
}

ids removed(const plan& made) {
  ids all;
  for (const auto& one : made.remove) all.emplace(one.kind, one.id);
  return all;
}

bool includes(const ids& more, const ids& fewer) { return std::ranges::includes(more, fewer); }

void check_every_object_once(const survey& facts, const plan& made) {
  std::multiset<std::pair<object_kind, object_id>> seen;
  for (const auto* items : {&made.remove, &made.keep}) {
    for (const auto& one : *items) {
      seen.emplace(one.kind, one.id);
      CHECK_FALSE(one.reason.empty());
    }
  }
  CHECK(seen.size() ==
        facts.images.size() + facts.containers.size() + facts.volumes.size() + facts.networks.size() + facts.cache.size());
  for (const auto& one : seen) CHECK(seen.count(one) == 1);
}

// Written from the design alone, without the code under test.
void check_nothing_needed_goes(const survey& facts, const policy& rules, const plan& made) {
  const auto gone = removed(made);
  const auto goes = [&](object_kind kind, const object_id& id) { return gone.contains({kind, id}); };
  const auto young = [&](const std::optional<instant>& when) { return !when || now - *when <= rules.min_age; };

  for (const auto& it : facts.containers) {
    const bool going = goes(object_kind::container, it.id);
    if (going) {
      CHECK_FALSE(runs(it));
      CHECK_FALSE(it.labels.contains("persist"));
      CHECK_FALSE(young(it.finished ? it.finished : it.created));
      continue;
    }
    CHECK_FALSE(goes(object_kind::image, it.image_id));
    for (const auto& use : it.networks) {
      for (const auto& net : facts.networks) {
        if (net.id == use.id || net.name == use.name) CHECK_FALSE(goes(object_kind::network, net.id));
      }
    }
  }
  for (const auto& it : facts.containers) {
    for (const auto& mount : it.mounts) {
      if (mount.type == mount::kind::volume) CHECK_FALSE(goes(object_kind::volume, mount.source.raw()));
    }
  }
  for (const auto& it : facts.images) {
    if (!goes(object_kind::image, it.id)) {
      if (!it.parent.empty()) CHECK_FALSE(goes(object_kind::image, it.parent));
      continue;
    }
    CHECK_FALSE(it.labels.contains("persist"));
    CHECK(std::ranges::none_of(it.tags, [&](const foreign& tag) { return std::ranges::contains(facts.swarm_images, tag); }));
    CHECK((rules.mode != sweep_mode::standard || it.tags.empty()));
    if (it.last_tagged) CHECK_FALSE(young(it.last_tagged));
    if (it.arrived) CHECK_FALSE(young(it.arrived));
  }
  for (const auto& it : facts.volumes) {
    if (!goes(object_kind::volume, it.name.raw())) continue;
    CHECK_FALSE((it.labels.contains("persist") || it.driver_options || young(it.created)));
    CHECK((rules.volumes == volume_scope::named || (rules.volumes == volume_scope::anonymous && it.anonymous)));
  }
  for (const auto& it : facts.cache) {
    if (goes(object_kind::build_cache, it.id)) {
      CHECK_FALSE((it.in_use || young(it.last_used)));
    } else {
      for (const auto& parent : it.parents) CHECK_FALSE(goes(object_kind::build_cache, parent));
    }
  }
}

void check_order(const plan& made) {
  std::map<object_id, std::size_t> at;
  for (std::size_t i = 0; i < made.remove.size(); ++i) at[made.remove[i].id] = i;
  for (std::size_t i = 0; i < made.remove.size(); ++i) {
    for (const auto& before : made.remove[i].after) CHECK(at.at(before) < i);
  }
}

}  // namespace

TEST_CASE("in any plan every object stands once, nothing needed goes, and children go first") {
  for (unsigned seed = 0; seed < 2000; ++seed) {
    CAPTURE(seed);
    dice roll(seed);
    const auto facts = some_host(roll);
    const auto rules = some_rules(roll);
    const auto made = make_plan(facts, rules);
    check_every_object_once(facts, made);
    check_nothing_needed_goes(facts, rules, made);
    check_order(made);
  }
}

TEST_CASE("with one age line, full takes what aggressive takes, and aggressive what standard takes") {
  for (unsigned seed = 0; seed < 1000; ++seed) {
    CAPTURE(seed);
    dice roll(seed);
    const auto facts = some_host(roll);
    const auto taken_by = [&](policy rules) {
      rules.older_than = 1h;
      return removed(make_plan(facts, rules));
    };
    CHECK(includes(taken_by(aggressive()), taken_by(standard())));
    CHECK(includes(taken_by(full()), taken_by(aggressive())));
  }
}

TEST_CASE("another protection, a longer line or a larger keep-last never removes more") {
  using subject = keep_rule::subject;
  for (unsigned seed = 0; seed < 1000; ++seed) {
    CAPTURE(seed);
    dice roll(seed);
    const auto facts = some_host(roll);
    const auto rules = some_rules(roll);
    const auto taken = removed(make_plan(facts, rules));
    CHECK(includes(taken, removed(make_plan(facts, keeping(rules, subject::label, "team", "shop")))));
    CHECK(includes(taken, removed(make_plan(facts, keeping(rules, subject::container, "c?")))));
    CHECK(includes(taken, removed(make_plan(facts, keeping(rules, subject::image, "repo1")))));
    CHECK(includes(taken, removed(make_plan(facts, keeping(rules, subject::volume, "v0")))));
    policy longer = rules, more = rules, older = rules;
    longer.older_than += 48h;
    older.min_age += 1h;
    ++more.keep_last;
    CHECK(includes(taken, removed(make_plan(facts, longer))));
    CHECK(includes(taken, removed(make_plan(facts, older))));
    CHECK(includes(taken, removed(make_plan(facts, more))));
  }
}

TEST_CASE("a narrowed plan adds nothing, and on an unchanged host loses nothing") {
  for (unsigned seed = 0; seed < 1000; ++seed) {
    CAPTURE(seed);
    dice roll(seed);
    const auto facts = some_host(roll);
    const auto rules = some_rules(roll);
    const auto made = make_plan(facts, rules);
    CHECK(going(narrow_plan(made, facts, rules)) == going(made));

    const auto later = some_host(roll);
    const auto narrowed = narrow_plan(made, later, rules);
    CHECK(includes(removed(made), removed(narrowed)));
    check_nothing_needed_goes(later, rules, narrowed);
    check_order(narrowed);
  }
}

TEST_CASE("the same survey and rules give the same plan: what a dry run shows is what a sweep is given") {
  dice roll(7);
  const auto facts = some_host(roll);
  const auto first = make_plan(facts, full()), second = make_plan(facts, full());
  REQUIRE(first.remove.size() == second.remove.size());
  for (std::size_t i = 0; i < first.remove.size(); ++i) {
    CHECK(first.remove[i].id == second.remove[i].id);
    CHECK(first.remove[i].reason == second.remove[i].reason);
    CHECK(first.remove[i].looks == second.remove[i].looks);
  }
}
