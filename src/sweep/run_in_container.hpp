// A program is run in a container, which is for sweep/ to do: the only folder that holds an `engine`.
#pragma once

#include "engine/engine.hpp"

namespace dropsweep {

task<result<program_end>> run_in_container(engine_reader& looking, object_id id, std::vector<std::string> command, span within);

}  // namespace dropsweep
