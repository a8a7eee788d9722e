// "What to do next": one source for console, summary and annotations.
#pragma once

#include <string>
#include <vector>

#include "model/record.hpp"

namespace dropsweep {

// Sentences for a person, most useful first; the failure's own advice leads. Commands stand in backticks. Empty when all is well.
std::vector<std::string> advice_for(const host_record& host, const run_record& run);
std::vector<std::string> advice_for(const error& failure, std::string_view host);

// Something worth a look although nothing failed: "12 of 15 running containers have no memory limit ...". Empty when there is
// none.
std::vector<std::string> remarks_on(const host_record& host);

}  // namespace dropsweep
