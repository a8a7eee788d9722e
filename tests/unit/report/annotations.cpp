#include <doctest/doctest.h>

#include <algorithm>

#include "golden.hpp"
#include "report/render.hpp"
#include "runner_rules.hpp"
#include "scenes.hpp"

using namespace dropsweep;
using namespace dropsweep::test;

namespace {

std::ptrdiff_t count(const std::vector<std::string>& lines, std::string_view level) {
  return std::ranges::count_if(lines, [&](const std::string& line) { return line.starts_with(level); });
}

}  // namespace

TEST_CASE("The annotations read as their golden lines in every scene") {
  for (const auto& [name, record] : scenes) {
    std::string text;
    for (const auto& line : render_annotations(record())) text += line + "\n";
    check_golden(std::string(name) + ".annotations.txt", text);
  }
}

TEST_CASE("At most ten of each level, the tenth says how many more there are") {
  auto run = fleet_of_three();
  const auto failed = run.hosts[2];
  run.hosts.assign(25, failed);
  const auto lines = render_annotations(run);
  CHECK(count(lines, "::error ") == 10);
  CHECK(lines[9].contains("16 more like these"));
}

TEST_CASE("What does not fail the step is a warning and no error") {
  auto run = refused_host_key();
  run.fails_step = false;
  const auto lines = render_annotations(run);
  CHECK(count(lines, "::error ") == 0);
  CHECK(count(lines, "::warning ") == 1);
}

TEST_CASE("No message is longer than the runner takes, whatever it is made of") {
  for (const auto* letter : {"%", "x", "\xE2\x82\xAC"}) {
    auto run = refused_host_key();
    auto& failure = *run.hosts.front().failure;
    failure.seen = failure.advice = "";
    for (int i = 0; i < 20'000; ++i) failure.seen += letter, failure.advice += letter;
    failure.theirs = foreign(failure.seen);
    for (const auto& line : render_annotations(run)) CHECK(line.size() <= 4000 + 400);
  }
}

TEST_CASE("Each annotation is one line and one command") {
  for (const auto& [name, record] : scenes) {
    for (const auto& line : render_annotations(record())) {
      CHECK(lines_of(line).size() == 1);
      CHECK(commands_in(line).size() == 1);
    }
  }
}
