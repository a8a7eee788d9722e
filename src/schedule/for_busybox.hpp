// A time as the cron of busybox means it.
#pragma once

#include <optional>
#include <string>

#include "core/cron.hpp"

namespace dropsweep {

// Its five fields, so that it comes then and only then. nullopt: busybox has no words for it, for it goes by either kind of days
// wherever both are restricted, be it by a step ("*/2 * mon").
std::optional<std::string> for_busybox(const cron_schedule& when);

}  // namespace dropsweep
