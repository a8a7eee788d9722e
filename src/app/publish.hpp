// The record goes out: console, the runner's command files, the report file. On every path, one place.
#pragma once

#include "inputs/settings.hpp"
#include "model/record.hpp"

namespace dropsweep {

struct outlets {
  bool in_actions = false;
  bool colour = false, verbose = false, quiet = false;
  std::string output_file, summary_file, report_file;  // "" = none
};

// What cannot be written is said on standard output and never stops the rest.
void publish(const run_record& run, const outlets& to);

}  // namespace dropsweep
