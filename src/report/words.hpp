// The words that machines read in the JSON report and in plan files: snake_case, stable, one per value. People read the words of
// model/names.cpp.
#pragma once

#include <optional>
#include <string_view>

#include "model/record.hpp"

namespace dropsweep {

std::string_view machine_word(object_kind kind);  // "container", "image", "build_cache", "volume", "network"
std::string_view machine_word(
    fate what);  // "removed", "kept_changed", "kept_in_use", "failed", "unknown", "not_started", "not_needed"
std::string_view machine_word(service_verdict verdict);
std::string_view machine_word(container_state state);
std::string_view machine_word(container_health health);
std::string_view machine_word(command what);

std::optional<object_kind> parse_object_kind(std::string_view word);
std::optional<sweep_mode> parse_sweep_mode(std::string_view word);

}  // namespace dropsweep
