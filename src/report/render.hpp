// The record, rendered. Pure: a record in, text out; nothing here opens a file (report/writer.hpp does) or looks at the
// environment.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/record.hpp"
#include "report/writer.hpp"

namespace dropsweep {

struct console_style {
  bool colour = false;
  bool verbose = false;  // the reason of every object kept, too
  unsigned width = 100;
  // The long lists fold, and the verdict is not here: it is the last of the annotations, which follow.
  bool in_actions = false;
};

std::string render_console(const run_record& run, console_style style);

inline constexpr std::size_t summary_limit = 900u << 10;  // the runner drops a summary above 1 MiB whole
std::string render_summary(const run_record& run, std::size_t limit = summary_limit);  // Markdown

// "::error title=...::..." lines for what needs a person: at most 10 of each level, most important first.
std::vector<std::string> render_annotations(const run_record& run);

// The step outputs, in the order of the contract; every name always there.
std::vector<std::pair<std::string, std::string>> render_outputs(const run_record& run, std::string_view report_file);

// The JSON report, version 1, piece by piece: docs/report.schema.json describes it.
void write_json(const run_record& run, text_sink to);

}  // namespace dropsweep
