// What is wrong with the inputs: all of it is told at once, so that a workflow is not corrected one push at a time.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "inputs/words.hpp"

namespace dropsweep {

class complaints {
 public:
  // `what` is the rest of a sentence that begins with "input NAME: ", without the full stop.
  void add(std::string_view input, std::string_view what);

  // The value if there is one; else the complaint is noted and `instead` is handed on, so that the other inputs are still looked
  // at.
  template <class T>
  T take(std::string_view input, parsed<T> value, T instead = {}) {
    if (value) return std::move(*value);
    add(input, value.error());
    return instead;
  }

  bool none() const noexcept { return sentences_.empty(); }
  error as_error() const;  // code inputs

 private:
  std::vector<std::string> sentences_;
};

}  // namespace dropsweep
