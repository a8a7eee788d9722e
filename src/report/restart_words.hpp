// What containers were restarted, and what came of it.
#pragma once

#include <string>
#include <vector>

#include "model/record.hpp"

namespace dropsweep {

// Sentences, those that are not well first; many that are well share one.
std::vector<std::string> restart_sentences(const host_record& host);

}  // namespace dropsweep
