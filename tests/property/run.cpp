#include "property/run.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace dropsweep::property {

namespace {

std::optional<finding> ask(std::uint64_t seed, std::string_view only) {
  try {
    return first_broken(some_example(seed), only);
  } catch (const std::exception& thrown) {
    return finding{"nothing is thrown", thrown.what()};
  }
}

}  // namespace

std::optional<failure> run(std::uint64_t start, std::uint64_t cases, unsigned threads, std::string_view only) {
  constexpr std::uint64_t share = 256;
  std::atomic<std::uint64_t> next = start;
  std::optional<failure> first;
  std::mutex to_first;
  const auto work = [&] {
    while (true) {
      const auto from = next.fetch_add(share);
      if (from >= start + cases) return;
      for (auto seed = from; seed < std::min(from + share, start + cases); ++seed) {
        auto found = ask(seed, only);
        if (!found) continue;
        const std::scoped_lock lock(to_first);
        if (!first || seed < first->seed) first = failure{seed, std::move(*found)};
        next = start + cases;  // shares begun before are still looked through
        return;
      }
    }
  };
  {
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back(work);
    work();
  }
  return first;
}

}  // namespace dropsweep::property
