// `keep` lines: what must stay, whatever its age.
#pragma once

#include <string_view>

#include "inputs/words.hpp"
#include "model/policy.hpp"

namespace dropsweep {

// image:PATTERN, volume:PATTERN, container:PATTERN, network:PATTERN, label:KEY[=VALUE], project:NAME.
parsed<keep_rule> parse_keep_line(std::string_view line);

}  // namespace dropsweep
