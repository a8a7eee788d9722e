#pragma once

#include "model/survey.hpp"
#include "report/json_values.hpp"

namespace dropsweep {

// What was seen, as the JSON report keeps it: the engine, the host, counts and sizes, every container with its memory.
json to_json(const survey& seen);
json to_json(const file_system& disk);

}  // namespace dropsweep
