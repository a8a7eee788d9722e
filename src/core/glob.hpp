// Shell-like patterns of `keep` lines: '*' any run of characters (also '/' and ':'), '?' one character; everything else itself.
#pragma once

#include <string_view>

namespace dropsweep {

// Linear in the product of the lengths, never exponential: patterns and names may come from strangers.
bool glob_matches(std::string_view pattern, std::string_view text);

}  // namespace dropsweep
