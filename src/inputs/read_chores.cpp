#include "inputs/chores.hpp"
#include "inputs/read_parts.hpp"

namespace dropsweep {

std::vector<chore> read_chores(const given_inputs& inputs, complaints& wrong) {
  std::vector<chore> all;
  for (const auto line : inputs.lines("tasks")) {
    if (auto one = parse_chore(line)) {
      all.push_back(std::move(*one));
    } else {
      wrong.add("tasks", one.error());
    }
  }
  return all;
}

}  // namespace dropsweep
