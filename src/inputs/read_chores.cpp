#include <fmt/format.h>

#include "inputs/chores.hpp"
#include "inputs/read_parts.hpp"
#include "inputs/scalars.hpp"

namespace dropsweep {

namespace {

// All of them may be late, and the sweep must have its turn all the same.
void check_that_chores_leave_time(const std::vector<chore>& all, span timeout, complaints& wrong) {
  span together{};
  for (const auto& one : all) together += one.within;
  if (together < timeout) return;
  constexpr span for_the_rest = std::chrono::minutes{15};
  wrong.add(
      "tasks",
      fmt::format("together they may take {} (their within=, 2m for exec and 30s for http where it is not given), and timeout, "
                  "which is {}, would end the run before anything is swept; give for example timeout: {}, or a smaller "
                  "within=",
                  format_span(together), format_span(timeout), format_span(together + for_the_rest)));
}

}  // namespace

std::vector<chore> read_chores(const given_inputs& inputs, complaints& wrong) {
  std::vector<chore> all;
  for (const auto line : inputs.lines("tasks")) {
    if (auto one = parse_chore(line)) {
      all.push_back(std::move(*one));
    } else {
      wrong.add("tasks", one.error());
    }
  }
  if (const auto timeout = parse_waiting_time(inputs.text("timeout"))) check_that_chores_leave_time(all, *timeout, wrong);
  return all;
}

}  // namespace dropsweep
