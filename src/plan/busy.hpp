// Whether somebody works on the host right now: what a sweep would get in the way of, or would be judged wrongly by.
#pragma once

#include <string>
#include <vector>

#include "model/policy.hpp"
#include "model/survey.hpp"

namespace dropsweep {

// One phrase each, the evidence in it ("`docker … up` runs (process 1234, for 5s)"); none: the host is quiet. Of a client's
// command only the words that decide are told: the others may hold passwords.
//
// Evidence: build cache records in use (of 20.10 only those of the last three hours); containers that were created and not
// started, younger than the age line; layers being downloaded; images pulled within the last seconds (another one may follow);
// Docker's clients at work.
// Not every client is: `docker logs -f` may run for weeks, and so may a `compose up` in somebody's terminal.
std::vector<std::string> signs_of_work(const survey& facts, const policy& rules);

}  // namespace dropsweep
