#include <doctest/doctest.h>
#include <fmt/format.h>

#include "golden.hpp"
#include "report/render.hpp"
#include "scenes.hpp"

using namespace dropsweep;
using namespace dropsweep::test;

namespace {

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t number = 0;
  for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size())) ++number;
  return number;
}

run_record crowded_run(std::size_t objects, std::size_t name_length) {
  auto run = good_sweep();
  auto& host = run.hosts.front();
  host.outcomes.clear();
  for (std::size_t i = 0; i < objects; ++i) {
    auto one = some_item(object_kind::image, fmt::format("{}-{}", std::string(name_length, '/'), i),
                         "unused, last tagged 3 weeks ago", 1000);
    host.outcomes.push_back({.item = one, .fate = fate::removed});
    if (i % 50 != 0) continue;
    host.outcomes.back().fate = fate::failed;
    host.outcomes.back().engine_words = "device or resource busy";
  }
  return run;
}

}  // namespace

TEST_CASE("The summary reads as its golden page in every scene") {
  for (const auto& [name, record] : scenes) check_golden(std::string(name) + ".summary.md", render_summary(record()));
}

TEST_CASE("Every fold that opens also closes, in every scene") {
  for (const auto& [name, record] : scenes) {
    const auto text = render_summary(record());
    CAPTURE(name);
    CHECK(count(text, "<details") == count(text, "</details>"));
    CHECK(count(text, "<code>") == count(text, "</code>"));
  }
}

TEST_CASE("A summary of 5,000 objects with long names stays below the limit and says what is missing") {
  const auto text = render_summary(crowded_run(5000, 250));
  CHECK(text.size() <= summary_limit);
  CHECK(text.size() > summary_limit * 9 / 10);
  CHECK(text.contains("more: the JSON report has them all"));
  CHECK(count(text, "<details") == count(text, "</details>"));
  // The longest list gives way; the short one, which a person needs, stays whole.
  CHECK(text.contains("Failed to remove 100 objects"));
  CHECK(count(text, "device or resource busy") == 100);
}

TEST_CASE("A summary keeps to any limit, however small") {
  const auto run = crowded_run(2000, 100);
  for (const std::size_t limit : {0u, 100u, 500u, 2'000u, 5'000u, 10'000u, 30'000u, 100'000u, 400'000u}) {
    const auto text = render_summary(run, limit);
    CAPTURE(limit);
    CHECK(text.size() <= limit);
    CHECK(count(text, "<details") == count(text, "</details>"));
  }
}
