// Growth out of what earlier runs measured: pure.
#pragma once

#include "model/advice.hpp"
#include "model/survey.hpp"

namespace dropsweep {

// Less than a day apart, two measurements say nothing about days.
inline constexpr span trend_least = std::chrono::hours{24};

trend_numbers trend_of(const survey& seen);

// Of one object between the first run that measured it and this one; nullopt when that is less than a day.
std::optional<byte_count> growth_a_day(const survey& seen, tracked_size::kind of, std::string_view name,
                                       const std::optional<instant>& born, const std::optional<byte_count>& size_now);

}  // namespace dropsweep
