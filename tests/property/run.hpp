// Many cases on all cores.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "property/invariants.hpp"

namespace dropsweep::property {

struct failure {
  std::uint64_t seed;
  finding found;
};

// The failure of the lowest seed of [start, start + cases), whichever thread found it.
std::optional<failure> run(std::uint64_t start, std::uint64_t cases, unsigned threads, std::string_view only = {});

}  // namespace dropsweep::property
