#include "core/counted.hpp"

#include <fmt/format.h>

namespace dropsweep {

std::string counted(std::int64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", number, number == 1 ? one : many);
}

}  // namespace dropsweep
