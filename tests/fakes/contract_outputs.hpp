// The outputs of a step, by which workflows ask for them, in the order in which they are told.
#pragma once

#include <string>
#include <vector>

namespace dropsweep::fakes {

inline const std::vector<std::string> contract_outputs{"result",           "mode",
                                                       "exit-code",        "reclaimed-bytes",
                                                       "reclaimed",        "measured-bytes",
                                                       "disk-used-before", "disk-used-after",
                                                       "available-bytes",  "removed-containers",
                                                       "removed-images",   "removed-volumes",
                                                       "removed-networks", "removed-cache-records",
                                                       "health",           "unhealthy-services",
                                                       "report-file"};

}  // namespace dropsweep::fakes
