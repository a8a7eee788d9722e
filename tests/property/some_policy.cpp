#include "property/some_policy.hpp"

#include <limits>

#include "fakes/survey_builder.hpp"
#include "property/vocabulary.hpp"

namespace dropsweep::property {

namespace {

using namespace std::chrono_literals;
using subject = keep_rule::subject;

std::string some_image_pattern(dice& roll) {
  static const std::array patterns{std::string("nginx"),
                                   std::string("nginx:1"),
                                   std::string("nginx:?"),
                                   std::string("library/nginx"),
                                   std::string("docker.io/library/nginx:2"),
                                   std::string("index.docker.io/nginx"),
                                   std::string("docker.io/*"),
                                   std::string("shop/*"),
                                   std::string("docker.io/shop/api:latest"),
                                   std::string("registry:5000/shop/api"),
                                   std::string("registry:5000/*:2"),
                                   std::string("ghcr.io/shop/api:3"),
                                   std::string("localhost/web"),
                                   std::string("*:latest"),
                                   std::string("*web*1"),
                                   std::string("sha256:1*"),
                                   fakes::image_id("2"),
                                   "nginx@" + digest(0),
                                   "shop/api:1@" + digest(1),
                                   "registry:5000/shop/api:9@" + digest(2),
                                   "*@" + digest(3)};
  return roll.one_in(40) ? "*" : roll.pick(patterns);
}

std::string some_name_pattern(dice& roll, char letter) {
  const std::string first(1, letter);
  static constexpr std::array tails{"0", "1", "?", "*1", "[0]", "1*"};
  return roll.one_in(40) ? "*" : roll.one_in(8) ? "*2" : first + roll.pick(tails);
}

}  // namespace

keep_rule some_keep_rule(dice& roll) {
  static constexpr std::array subjects{subject::image,   subject::image, subject::image,  subject::volume,
                                       subject::network, subject::label, subject::project};
  keep_rule rule{.what = roll.one_in(6) ? subject::container : roll.pick(subjects), .pattern = {}, .value = {}, .as_given = {}};
  switch (rule.what) {
    case subject::image: rule.pattern = some_image_pattern(roll); break;
    case subject::volume: rule.pattern = some_name_pattern(roll, 'v'); break;
    case subject::container: rule.pattern = some_name_pattern(roll, 'c'); break;
    case subject::network: rule.pattern = some_name_pattern(roll, 'n'); break;
    case subject::label:
      rule.pattern = roll.one_in(4) ? "team*" : "team";  // an exact key, never a pattern
      if (roll.one_in(2)) rule.value = roll.one_in(2) ? "shop" : "ops";
      break;
    case subject::project: rule.pattern = roll.one_in(3) ? "web" : "shop"; break;
  }
  rule.as_given = rule.pattern;
  return rule;
}

policy some_policy(dice& roll) {
  static constexpr std::array modes{sweep_mode::standard, sweep_mode::aggressive, sweep_mode::full};
  static constexpr std::array scopes{volume_scope::none, volume_scope::anonymous, volume_scope::named};
  static constexpr std::array<span, 6> min_ages{0ms, 1ms, 10min, 1h, 30h, 30 * 24h};
  static constexpr std::array<span, 7> lines{0ms, 1ms, 10min, 1h, 20h, 168h, 9999 * 24h};

  policy rules = default_policy(roll.pick(modes), roll.one_in(3) ? roll.pick(min_ages) : span{10min});
  if (roll.one_in(2)) rules.older_than = roll.pick(lines);
  if (roll.one_in(2)) rules.keep_last = static_cast<unsigned>(roll.below(4));
  if (roll.one_in(64)) rules.keep_last = std::numeric_limits<unsigned>::max();
  if (roll.one_in(2)) rules.volumes = roll.pick(scopes);
  if (roll.one_in(2)) {
    for (std::size_t i = 0, end = 1 + roll.below(3); i < end; ++i) rules.keep.push_back(some_keep_rule(roll));
  }
  rules.until_enough = roll.one_in(3);
  return rules;
}

}  // namespace dropsweep::property
