#pragma once

#include "model/survey.hpp"
#include "report/json_stream.hpp"

namespace dropsweep {

// What was seen, as the JSON report keeps it: the engine, the host, counts and sizes, every container with its memory.
void write(json_stream& out, const survey& seen);
json to_json(const file_system& disk);

}  // namespace dropsweep
