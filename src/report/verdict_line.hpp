// The verdict in one line, with its number: the first line of the console, the heading of the summary and the notice are this
// one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/record.hpp"

namespace dropsweep {

// "Swept " HOST " partly" ": 12.4 GB back, 41 of 53 objects removed, all 6 services healthy, disk 82% -> 41%"; in parts, so that
// the summary can set the host apart and keep its heading to the first of the facts. Foreign words inside are visible already.
struct verdict_line {
  std::string lead, tail;
  std::vector<std::string> facts;
};

verdict_line verdict_of(const host_record& host, const run_record& run);
std::string plain_verdict(const host_record& host, const run_record& run);

// "41 of 53 objects removed", "2 failed", "3 kept after all": what became of what was planned.
std::vector<std::string> removal_words(const host_record& host);

// "disk-target 60% reached"; empty where there was no goal, or nothing to measure it by.
std::string goal_words(const host_record& host);

// "3 hosts: 2 swept, 1 failed; 20.1 GB back, 87 objects removed"; for one host its own verdict; without hosts the run's failure.
std::string plain_verdict(const run_record& run);

}  // namespace dropsweep
