#include "inputs/complaints.hpp"

#include <fmt/format.h>

namespace dropsweep {

namespace {

// The whole must fit into one annotation and one line of a log.
constexpr std::size_t most_told = 6;

}  // namespace

void complaints::add(std::string_view input, std::string_view what) {
  sentences_.push_back(fmt::format("input {}: {}.", input, what));
}

error complaints::as_error() const {
  std::string seen;
  for (std::size_t i = 0; i < sentences_.size() && i < most_told; ++i) seen += (i == 0 ? "" : " ") + sentences_[i];
  if (sentences_.size() > most_told) seen += fmt::format(" And {} more.", sentences_.size() - most_told);
  return {.code = exit_code::inputs,
          .step = "inputs",
          .seen = std::move(seen),
          .advice = "Correct what is named and run it again: nothing was contacted."};
}

}  // namespace dropsweep
