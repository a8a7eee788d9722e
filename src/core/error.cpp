#include "core/error.hpp"

namespace dropsweep {

std::string one_line(const error& failure) {
  std::string line = visible(failure.seen, 2000);
  if (!failure.theirs.empty()) line += fmt::format(" It said: {}", failure.theirs);
  if (!failure.advice.empty()) line += fmt::format(" {}", visible(failure.advice, 2000));
  return line;
}

}  // namespace dropsweep
