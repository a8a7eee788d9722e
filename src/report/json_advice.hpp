// Advice as JSON.
#pragma once

#include "model/advice.hpp"
#include "report/json_stream.hpp"

namespace dropsweep {

void write(json_stream& out, const advice_page& page);

}  // namespace dropsweep
