// What a person could change about a host, with evidence: pure, from facts alone.
#pragma once

#include "model/advice.hpp"
#include "model/survey.hpp"

namespace dropsweep {

// Every rule in turn; the findings sorted by their worth. A host on which nothing can be improved has none. `found`: before this
// run removed anything, for the trend; `seen`: as it is now.
advice_page make_advice(const survey& found, const survey& seen, const advice_facts& more);

}  // namespace dropsweep
