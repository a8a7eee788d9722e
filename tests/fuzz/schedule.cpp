// What a host says of its schedule: read or not, what is told of it may go to a log, and what a run notes comes back as it was.
#include "fuzz/promise.hpp"
#include "schedule/history.hpp"
#include "schedule/host_side.hpp"

namespace dropsweep::fuzz::schedule_fuzzer {

FUZZER(schedule) {
  const auto answer = text_of(data, size);
  if (const auto there = read_host_side(answer)) {
    for (const auto& one : left_over(*there)) must(there->files.contains(one.name), "what is left over is not there");
  }
  const auto seen = read_history(answer);
  if (!seen) return 0;
  for (const auto& trouble : troubles_of(*seen)) must_be_visible(trouble);
  for (const auto& run : seen->runs) must_be_visible(words_of(run));
  if (const auto next = next_run(*seen)) must(*next > seen->clock, "the next run is over");
  return 0;
}

}  // namespace dropsweep::fuzz::schedule_fuzzer
