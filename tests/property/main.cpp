// property [CASES [START]] [--only SENTENCE]: random hosts and policies against every sentence; the first failure, shrunk, as
// code. property --list: the sentences. property --budget: the time and memory of a plan for a very large host.
#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <span>
#include <thread>

#include "property/as_code.hpp"
#include "property/budget.hpp"
#include "property/run.hpp"
#include "property/shrink.hpp"

using namespace dropsweep::property;

namespace {

std::uint64_t number(std::string_view text, std::uint64_t otherwise) {
  std::uint64_t value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

int list() {
  for (const auto& one : invariants()) fmt::print("{}\n", one.sentence);
  for (const auto& one : invariants_of_whole_plans()) fmt::print("{}\n", one.sentence);
  for (const auto& one : comparisons()) fmt::print("{}\n", one.sentence);
  return 0;
}

int tell(const failure& it) {
  fmt::print("BROKEN by seed {}: {}\n  {}\n", it.seed, it.found.sentence, it.found.saw);
  const auto small = shrink(some_example(it.seed), it.found.sentence);
  fmt::print("Shrunk, for tests/unit/plan/test_regressions.cpp:\n\n{}\n", as_code(small, it.found.sentence));
  return 1;
}

}  // namespace

int main(int count, char** words) {
  std::uint64_t cases = 10'000'000, start = 0;
  std::string_view only;
  int given = 0;
  const std::span arguments(words, static_cast<std::size_t>(count));
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const std::string_view word = arguments[i];
    if (word == "--list") return list();
    if (word == "--budget") return tell_budget();
    if (word == "--only" && i + 1 < arguments.size())
      only = arguments[++i];
    else if (given++ == 0)
      cases = number(word, cases);
    else
      start = number(word, start);
  }

  const auto begun = std::chrono::steady_clock::now();
  const auto threads = std::max(1U, std::thread::hardware_concurrency());
  const auto failed = run(start, cases, threads, only);
  if (failed) return tell(*failed);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  fmt::print("{} cases from seed {} on {} threads: every sentence held; {:.0f} cases per second\n", cases, start, threads,
             static_cast<double>(cases) / took.count());
  return 0;
}
