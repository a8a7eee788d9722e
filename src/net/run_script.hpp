// A script that ends by itself, from its start to its end.
#pragma once

#include "net/dialer.hpp"

namespace dropsweep {

// All that it says to this input, at most `most` bytes (then net_failure::other); what start files print stands before it.
task<net_result<std::string>> run_script(script_runner& runner, std::string_view script, std::string input, std::size_t most,
                                         deadline until);

}  // namespace dropsweep
