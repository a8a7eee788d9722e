// The steps of one host's run, in their order. Each fills its page of the record; one that fails says so there (bool: whether the
// way goes on). Up to `sweep` all of them may be cut off at any moment, for nothing is removed: a task that is cut off is told as
// that, and what `schedule` does not end the next one repairs.
#pragma once

#include "app/host_visit.hpp"

namespace dropsweep {

task<bool> connect(host_visit& visit);

// `doctor` ends here.
task<void> examine(host_visit& visit);
// `check` ends here.
task<void> check_services(host_visit& visit);
// `schedule` ends here.
task<void> tend_schedule(host_visit& visit);

// What could be improved on the host, by what was seen last and a few more looks; changes nothing.
task<void> advise(host_visit& visit);

// The survey, what the services say before, and the host's lock, side by side.
task<bool> look_around(host_visit& visit);
// Whether nobody else is at work. Not so: `record.skipped`.
task<bool> wait_for_quiet(host_visit& visit);
// The input `tasks`, one after the other; one that fails stops nothing. True: some were begun, and time has passed.
task<bool> do_chores(host_visit& visit);
// After tasks: what is there now, and whether still nobody else is at work. Not so: `record.skipped`.
task<bool> look_again(host_visit& visit);
void make_the_plan(host_visit& visit);

// Carries out the plan; the record holds what became of every planned item, however it ends.
task<void> sweep(host_visit& visit);

// By the input `restart`: containers are restarted, one at a time. True: one was, and all is to be looked at again.
task<bool> restart_containers(host_visit& visit);

// What the services and the lists say afterwards; beside it what was seen is left on the host for the next run.
task<void> look_at_the_result(host_visit& visit);

}  // namespace dropsweep
