// What is asked at once, and the answers put together.
#pragma once

#include <optional>

#include "engine/engine_reader.hpp"
#include "net/dialer.hpp"
#include "survey/host_probe.hpp"

namespace dropsweep {

struct survey_parts {
  result<engine_facts> facts;
  result<std::vector<image>> images;
  result<std::vector<container>> containers;
  result<std::vector<volume>> volumes;
  result<std::vector<network>> networks;
  result<engine_reader::disk_report> disk;
  result<std::vector<foreign>> swarm_images;
  result<std::vector<transfer>> transfers;
  net_result<std::string> probe, ledger, numbers;  // the shell's answers
};

// All kinds together. What is kept of them from the survey to the report (what was seen, the plan, what became of it, what was
// seen afterwards) fits into 64 MiB with that; a host with 10,000 images, 5,000 containers and 5,000 volumes stays below.
inline constexpr std::size_t survey_objects_most = 30'000;

// Facts, or the first failure that the plan cannot do without.
result<survey> put_together(survey_parts parts, engine_reader::also_memory asked_memory);

}  // namespace dropsweep
