// What a fuzzer claims beyond "does not crash", and how it takes its input apart. Inputs are text where that is possible, so that
// a reader sees what a seed or a find is about.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/escape.hpp"

// The one function of each file, in a namespace of the file's own: several share a translation unit where all are one program.
#ifdef DROPSWEEP_REPLAY
#define FUZZER(name) extern "C" int fuzz_##name(const std::uint8_t* data, std::size_t size)
#else
#define FUZZER(name) extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
#endif

namespace dropsweep::fuzz {

// A promise that did not hold ends a fuzzer as any uncaught exception does, with its sentence; the replay tells of it and goes
// on.
inline void must(bool holds, std::string_view sentence) {
  if (!holds) throw std::logic_error(std::string(sentence));
}

// A message may go to a log as it is: one line, nothing hidden, no command of the runner.
inline void must_be_visible(std::string_view message) {
  must(visible(message, std::string_view::npos) == message, "a message holds what the sanitiser would change");
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// What stands before the first `end`, which goes with it; all of it when there is none.
inline std::string_view take_until(std::string_view& text, char end) {
  const auto at = text.find(end);
  const auto taken = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  return taken;
}
inline std::string_view take_line(std::string_view& text) { return take_until(text, '\n'); }

}  // namespace dropsweep::fuzz
