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
  net_result<std::string> probe, ledger;  // the shell's answers
};

// Facts, or the first failure that the plan cannot do without.
result<survey> put_together(survey_parts parts, engine_reader::also_memory asked_memory);

}  // namespace dropsweep
