// The parts of one host's section in the job summary, in the order in which they are read.
#pragma once

#include <string_view>

#include "model/record.hpp"
#include "report/summary_text.hpp"

namespace dropsweep {

std::string_view sign_of(run_result result);
void add_glance(summary_text& summary, const host_record& host,
                const run_record& run);                               // health, room, disk, what to do, in a row
void add_fleet_glance(summary_text& summary, const run_record& run);  // a row per host
void add_alerts(summary_text& summary, const host_record& host, const run_record& run);   // what needs a person, and what to do
void add_figures(summary_text& summary, const host_record& host, const run_record& run);  // before and after
void add_chores(summary_text& summary, const host_record& host);                          // the input `tasks`
void add_health(summary_text& summary, const host_record& host);
void add_memory(summary_text& summary, const host_record& host);
void add_trouble(summary_text& summary, const host_record& host);  // planned but not removed, worst first
void add_removed(summary_text& summary, const host_record& host, const run_record& run);
void add_kept(summary_text& summary, const host_record& host);
void add_findings(summary_text& summary, const host_record& host);  // of `advise`, with the memory of each container
void add_notes(summary_text& summary, const host_record& host, const run_record& run);
void add_steps(summary_text& summary, const host_record& host, bool open);

}  // namespace dropsweep
