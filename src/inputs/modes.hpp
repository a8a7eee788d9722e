// Which sweep: by name, or by what started the workflow.
#pragma once

#include <string_view>

#include "inputs/words.hpp"
#include "model/policy.hpp"

namespace dropsweep {

// What started the workflow, as the runner tells it.
struct trigger_facts {
  std::string_view event;          // GITHUB_EVENT_NAME
  std::string_view dispatch_mode;  // what a workflow_dispatch chose for its own input `mode`, "" = nothing
};

// auto: schedule -> aggressive; workflow_dispatch -> its `mode` input if it has one, else standard; all else -> standard.
parsed<sweep_mode> parse_mode(std::string_view text, const trigger_facts& trigger);

}  // namespace dropsweep
