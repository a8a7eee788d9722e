// Ask everything once, concurrently. Looks only: it is given an engine_reader.
#pragma once

#include "engine/engine_reader.hpp"
#include "survey/host_shell.hpp"

namespace dropsweep {

// Negotiates and asks everything at once: two round trips after the engine's stream is open, one for the lists and one for the
// objects in them. A part that only informs (memory, df, the host probe) and fails becomes a note in the survey; a part that the
// plan stands on (images, containers, volumes, networks) ends the survey.
using disk_parts = engine_reader::disk_parts;
task<result<survey>> take_survey(engine_reader& engine, host_shell& shell, deadline until, disk_parts disk = disk_parts::apart);

// The lists again after a sweep, and the host's numbers; no stats of memory, no history.
task<result<survey>> take_survey_again(engine_reader& engine, host_shell& shell, const survey& before, deadline until);

}  // namespace dropsweep
