// A container is restarted, which is for sweep/ to do: the only folder that holds an `engine`.
#pragma once

#include "engine/engine_reader.hpp"

namespace dropsweep {

// Ends when it has been started again, or failed to. Whether it is well then is another question.
task<result<void>> restart_container(engine_reader& looking, object_id id);

}  // namespace dropsweep
