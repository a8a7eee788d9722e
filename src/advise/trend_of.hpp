// Growth out of what earlier runs measured: pure.
#pragma once

#include "model/advice.hpp"
#include "model/survey.hpp"

namespace dropsweep {

// Two measurements make a line through any noise: there is growth by three of them or more over two days or more, and only while
// it goes on.
inline constexpr span trend_least = std::chrono::hours{48};
inline constexpr std::size_t trend_points_least = 3;

// `found`: as this run found the host, before it removed anything; earlier runs left the same of theirs.
trend_numbers trend_of(const survey& found);

// Of one object between the first run that measured it and this one; nullopt when that is too little to tell, or when it has not
// grown since the last run.
struct growth {
  byte_count a_day;
  instant since;
};
std::optional<growth> growth_of(const survey& seen, tracked_size::kind of, std::string_view name,
                                const std::optional<instant>& born, const std::optional<byte_count>& size_now);

}  // namespace dropsweep
