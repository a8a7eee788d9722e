// Instants and spans. Pure code takes `now` as an argument; ages are measured on the engine's clock, never on the runner's.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace dropsweep {

using span = std::chrono::milliseconds;
using instant = std::chrono::sys_time<std::chrono::milliseconds>;

// "90s", "10m", "1h30m", "7d", "168h", "500ms", "2w": positive whole numbers with units, largest first or not; nothing else.
std::optional<span> parse_span(std::string_view text);

// Exact and short, for echoing settings: "10m", "1h30m", "7d" (168 h or more that are whole days), "500ms", "0s".
std::string format_span(span length);

// For people, rounded: "3 weeks", "2 days", "5 minutes", "1 second". `age` of a moment in the future is "0 seconds".
std::string format_age(span age);

// RFC 3339 with any number of fractional digits and any offset, as the engine writes it. The engine's zero time (year 1) and
// anything unreadable are nullopt: unknown, never "old".
std::optional<instant> parse_instant(std::string_view text);

// "2026-03-01T03:17:00Z".
std::string format_instant(instant moment);

}  // namespace dropsweep
