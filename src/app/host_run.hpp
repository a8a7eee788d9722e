// The way through, for one host: connect, survey, plan, sweep, health. Each step fills its page of the record; whatever ends the
// way early is noted there and the record is judged all the same.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "app/interruptions.hpp"
#include "inputs/settings.hpp"
#include "model/record.hpp"
#include "report/progress.hpp"

namespace dropsweep {

struct host_order {
  target where;
  std::optional<plan> plan_to_carry_out;  // from a plan file
  std::shared_ptr<void> secrets;          // those of the settings end with the last of these
};

// `record` outlives the task; it is complete when the task ends. Never throws.
task<void> run_host(host_record& record, host_order order, const settings& how, interruptions& ending, progress_line& progress);

}  // namespace dropsweep
