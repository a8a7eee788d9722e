// Values as C++ source text.
#pragma once

#include <string>
#include <string_view>

#include "core/time.hpp"

namespace dropsweep::property {

// Quoted; an id of 64 digits as image_id("d1") wherever it stands in the text.
std::string literal(std::string_view text);

// "days(8)", "10min", "600001ms".
std::string literal(span length);

// What fakes::image_id made the id of.
std::string letters_of_id(std::string_view id);

}  // namespace dropsweep::property
