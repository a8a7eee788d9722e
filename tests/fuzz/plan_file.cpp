// A plan file: what is accepted comes back whole from what is written of it, and nothing in it can mean more than an object of
// the engine in a request.
#include <algorithm>
#include <set>

#include "fuzz/promise.hpp"
#include "unit/report/rendered.hpp"

namespace dropsweep::fuzz::plan_file_fuzzer {

namespace {

bool same(const item& a, const item& b) {
  return a.kind == b.kind && a.id == b.id && a.name == b.name && a.tags == b.tags && a.size == b.size && a.looks == b.looks &&
         a.after == b.after && a.reason == b.reason;
}

bool same(const plan& a, const plan& b) {
  const auto alike = [](const item& one, const item& other) { return same(one, other); };
  return a.mode == b.mode && a.engine_id == b.engine_id && a.made == b.made && std::ranges::equal(a.remove, b.remove, alike) &&
         std::ranges::equal(a.keep, b.keep, alike);
}

void must_be_harmless(const plan& what) {
  std::set<std::pair<object_kind, object_id>> seen;
  for (const auto& one : what.remove) {
    must(!one.id.empty() && one.id.size() <= 255 && one.id.front() != '.', "an id that is none");
    must(one.id.find_first_of("/?#%&\\\r\n \"") == std::string::npos, "an id that would be more in a path");
    must(seen.emplace(one.kind, one.id).second, "an object twice");
    for (const auto& other : one.after) {
      const bool later = std::ranges::any_of(what.remove, [&](const item& it) { return it.id == other; }) &&
                         std::ranges::none_of(seen, [&](const auto& it) { return it.second == other; });
      must(!later, "an object that waits for a later one");
    }
    must(one.size.value >= 0, "a size below nothing");
  }
}

}  // namespace

FUZZER(plan_file) {
  const auto plans = parse_plan_file(text_of(data, size));
  if (!plans) {
    must(plans.error().code == exit_code::inputs && plans.error().theirs.empty(), "another failure than of inputs");
    must_be_visible(plans.error().seen);
    must(plans.error().seen.size() < 1000, "a refusal that nobody reads");
    return 0;
  }
  for (const auto& [host, what] : *plans) must_be_harmless(what);
  const auto written = test::render_plan_file(*plans);
  const auto again = parse_plan_file(written);
  must(again && std::ranges::equal(*again, *plans,
                                   [](const auto& a, const auto& b) { return a.first == b.first && same(a.second, b.second); }),
       "written and read again it is another plan");
  must(test::render_plan_file(*again) == written, "written again it is another file");
  return 0;
}

}  // namespace dropsweep::fuzz::plan_file_fuzzer
