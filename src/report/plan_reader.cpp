// Reads a plan file. It may have come through an artifact, a chat or a stranger's hands: sizes, depth, keys, types and the form
// of every id (plan_items.hpp) are checked before anything is believed.
#include <fmt/format.h>

#include <set>

#include "report/plan_file.hpp"
#include "report/plan_items.hpp"
#include "report/strict_json.hpp"
#include "report/words.hpp"

namespace dropsweep {

namespace {

constexpr json_bounds bounds{.depth = 6, .values = 4'000'000};  // {hosts[ {remove[ {tags[ ... ]} ]} ]}
constexpr std::size_t hosts_limit = 1000;

// An item waits for those it names in `after`; the sweep relies on their standing before it.
void check_order(const std::vector<item>& remove, const std::string& place) {
  std::set<std::string_view> all, earlier;
  for (const auto& one : remove) all.insert(one.id);
  for (std::size_t i = 0; i < remove.size(); ++i) {
    for (const auto& other : remove[i].after) {
      if (all.contains(other) && !earlier.contains(other))
        throw malformed(fmt::format("{}.remove[{}].after", place, i), "names something that comes later");
    }
    earlier.insert(remove[i].id);
  }
}

plan plan_of(const json& value, std::size_t number, plan_items& items) {
  const auto place = fmt::format("hosts[{}]", number);
  check_keys(value, place, {"host", "mode", "engine_id", "made", "remove", "keep"});
  plan what;
  const auto mode = parse_sweep_mode(text_in(value, place, "mode", plan_text_limit));
  if (!mode) throw malformed(at(place, "mode"), "is not standard, aggressive or full");
  what.mode = *mode;
  what.engine_id = text_in(value, place, "engine_id", plan_text_limit);
  const auto made = parse_instant(text_in(value, place, "made", plan_text_limit));
  if (!made) throw malformed(at(place, "made"), "is not a time such as 2026-03-01T03:17:00Z");
  what.made = *made;
  for (const auto* key : {"remove", "keep"}) (void)list_in(value, place, key, plan_items_limit);
  items.complain();
  what.remove = items.of(number, plan_items::purpose::remove);
  what.keep = items.of(number, plan_items::purpose::keep);
  check_order(what.remove, place);
  return what;
}

plans_by_host plans_of(const json& file, plan_items& items) {
  if (!file.is_object()) throw malformed("the file", "is not an object");
  const auto version = file.find("dropsweep_plan");
  if (version == file.end()) throw malformed("dropsweep_plan", "is missing: this is not a plan of dropsweep");
  if (!version->is_number_integer() || *version != 1) {
    throw malformed("dropsweep_plan",
                    fmt::format("is version {}, and this dropsweep reads version 1", visible(version->dump(-1, ' ', true), 20)));
  }
  check_keys(file, "", {"dropsweep_plan", "hosts"});
  const auto& hosts = list_in(file, "", "hosts", hosts_limit);
  plans_by_host plans;
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    const auto place = fmt::format("hosts[{}]", i);
    auto what = plan_of(hosts[i], i, items);
    if (!plans.emplace(text_in(hosts[i], place, "host", plan_text_limit), std::move(what)).second)
      throw malformed(at(place, "host"), "stands in this file twice");
  }
  return plans;
}

}  // namespace

result<plans_by_host> parse_plan_file(std::string_view text, plan_parts wanted) {
  try {
    if (text.size() > plan_file_limit) throw malformed("the file", fmt::format("is larger than {} MiB", plan_file_limit >> 20));
    plan_items items(wanted);
    const auto file = parse_strictly(text, bounds, [&](const auto& path, const json& entry) { return items.take(path, entry); });
    return plans_of(file, items);
  } catch (const malformed& wrong) {
    return std::unexpected(
        error{.code = exit_code::inputs,
              .step = "inputs",
              .seen = fmt::format("{}.", wrong.what()),
              .advice = "Make a new plan with `dropsweep plan --output plan.json`; a plan is not meant to be edited by hand."});
  }
}

}  // namespace dropsweep
