// A smaller example that breaks the same sentence: objects leave one by one, then what they carry, then the policy gets plain.
#pragma once

#include <string_view>

#include "property/example.hpp"

namespace dropsweep::property {

example shrink(example one, std::string_view sentence);

}  // namespace dropsweep::property
