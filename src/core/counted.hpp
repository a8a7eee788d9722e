// Numbers with their noun.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dropsweep {

// "1 image", "38 images".
std::string counted(std::int64_t number, std::string_view one, std::string_view many);

}  // namespace dropsweep
