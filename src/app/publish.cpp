#include "app/publish.hpp"

#include "report/render.hpp"
#include "report/writer.hpp"

namespace dropsweep {

namespace {

void complain(const result<void>& written, bool in_actions) {
  if (written) return;
  const auto line = one_line(written.error());
  print(in_actions ? "::error title=dropsweep::" + command_data(line) + "\n" : "dropsweep: " + line + "\n");
}

}  // namespace

void publish(const run_record& run, const outlets& to) {
  // The report file first: the outputs name it only if it is there.
  std::string report_file = to.report_file;
  if (!report_file.empty()) {
    const auto written = replace_file(report_file, [&](const text_sink& to_file) { write_json(run, to_file); });
    complain(written, to.in_actions);
    if (!written) report_file.clear();
  }
  print(render_console(run, {.colour = to.colour, .verbose = to.verbose, .in_actions = to.in_actions}));
  if (!to.summary_file.empty()) complain(append_once(to.summary_file, render_summary(run)), to.in_actions);
  if (!to.output_file.empty()) {
    complain(append_once(to.output_file, output_records(render_outputs(run, report_file), random_delimiter())), to.in_actions);
  }
  if (to.in_actions) {
    for (const auto& line : render_annotations(run)) print(line + "\n");
  }
}

}  // namespace dropsweep
