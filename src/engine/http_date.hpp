// The Date of an answer: the engine's clock when nothing else says it.
#pragma once

#include <optional>
#include <string_view>

#include "core/time.hpp"

namespace dropsweep {

// "Mon, 23 Nov 2026 19:49:14 GMT"
std::optional<instant> parse_http_date(std::string_view text);

}  // namespace dropsweep
